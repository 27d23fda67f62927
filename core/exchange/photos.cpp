// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/photos.h"

#include "core/exchange/picture_end.h"
#include "core/exchange/read_file.h"

#include <algorithm>
#include <iterator>
#include <new>
#include <stdexcept>

namespace lab::exchange {

namespace {

using Bytes = std::vector<unsigned char>;

constexpr const char* kNoEnd = "its end is missing";

Bytes bytesOf(const std::filesystem::path& path)
{
    std::error_code ignored;
    const auto status = std::filesystem::status(path, ignored);
    if (std::filesystem::exists(status) &&
        !std::filesystem::is_regular_file(status)) // a pipe would wait for ever
        throw std::runtime_error("cannot read '" + path.string() + "': it is not an ordinary file");
    return readFile(path, [&](std::istream& stream) {
        const auto size = static_cast<std::int64_t>(std::filesystem::file_size(path));
        if (size == 0)
            throw std::runtime_error("it is empty");
        if (size > kMostPhotoBytes)
            throw std::runtime_error("it has " + std::to_string(size >> 20) +
                                     " MB, and photos are read up to " +
                                     std::to_string(kMostPhotoBytes >> 20) + " MB");
        return Bytes(std::istreambuf_iterator<char>(stream), {});
    });
}

void checkSize(const PhotoSize& size)
{
    const std::string extent = std::to_string(size.width) + " × " + std::to_string(size.height) + " pixels";
    if (size.pixels() > kMostPhotoPixels)
        throw std::runtime_error("it has " + extent + ", and photos are read up to " +
                                 std::to_string(kMostPhotoPixels / 1'000'000) + " million");
    if (std::min(size.width, size.height) < kLeastPhotoSide)
        throw std::runtime_error("it has " + extent + ", and each side needs at least " +
                                 std::to_string(kLeastPhotoSide));
}

class Reader
{
public:
    Reader(const PhotoDecoder& decoder, std::stop_token stop) : m_decoder(decoder), m_stop(std::move(stop)) {}

    void readAll(const std::filesystem::path& path)
    {
        std::error_code error;
        if (!std::filesystem::is_directory(path, error)) {
            read(path);
            return;
        }
        std::vector<std::filesystem::path> files;
        for (std::filesystem::directory_iterator each(path, error), end; !error && each != end;
             each.increment(error)) {
            std::error_code unknown;
            if (!each->is_directory(unknown))
                files.push_back(each->path());
        }
        if (error)
            m_reading.problems.push_back("cannot read the folder '" + path.string() +
                                         "': " + error.message());
        else if (files.empty())
            m_reading.problems.push_back("there are no files in the folder '" + path.string() + "'");
        std::sort(files.begin(), files.end());
        for (const auto& file : files)
            read(file);
    }

    PhotoReading take()
    {
        if (m_leftOut > 0)
            m_reading.problems.push_back(std::to_string(m_leftOut) +
                                         (m_leftOut == 1 ? " more file was" : " more files were") +
                                         " left out: " + std::to_string(kMostPhotos) + " photos are enough");
        return std::move(m_reading);
    }

private:
    void read(const std::filesystem::path& path)
    {
        if (m_stop.stop_requested())
            return;
        if (m_reading.photos.size() == kMostPhotos) {
            ++m_leftOut;
            return;
        }
        try {
            add(path);
        } catch (const std::exception& error) {
            m_reading.problems.emplace_back(error.what());
        }
    }

    void add(const std::filesystem::path& path)
    {
        const Bytes bytes = bytesOf(path);
        try {
            const std::int64_t pixels = sizeOf(bytes).pixels();
            if (m_pixels + pixels > kMostPixelsInAll)
                throw std::runtime_error("with it there would be more than " +
                                         std::to_string(kMostPixelsInAll / 1'000'000) + " million pixels");
            if (endsEarly(bytes))
                throw std::runtime_error(kNoEnd);
            base::Photo photo = m_decoder.decode(bytes);
            photo.name = path.filename().string();
            m_reading.photos.push_back(std::move(photo));
            m_pixels += pixels;
        } catch (const std::runtime_error& error) {
            throw std::runtime_error("cannot use '" + path.string() + "': " + error.what());
        } catch (const std::bad_alloc&) {
            throw std::runtime_error("cannot use '" + path.string() + "': there is not enough memory for it");
        }
    }

    PhotoSize sizeOf(const Bytes& bytes) const
    {
        PhotoSize size;
        try {
            size = m_decoder.sizeOf(bytes);
        } catch (const std::runtime_error&) {
            if (endsEarly(bytes)) // hence not even that
                throw std::runtime_error(kNoEnd);
            throw;
        }
        checkSize(size);
        return size;
    }

    const PhotoDecoder& m_decoder;
    const std::stop_token m_stop;
    PhotoReading m_reading;
    std::size_t m_leftOut = 0;
    std::int64_t m_pixels = 0;
};

} // namespace

PhotoReading readPhotos(const std::vector<std::filesystem::path>& filesAndFolders,
                        const PhotoDecoder& decoder, std::stop_token stop)
{
    Reader reader(decoder, std::move(stop));
    for (const auto& path : filesAndFolders)
        reader.readAll(path);
    return reader.take();
}

} // namespace lab::exchange
