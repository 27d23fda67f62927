// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/photos.h"

#include "core/exchange/read_file.h"

#include <stb/stb_image.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string_view>

namespace lab::exchange {

namespace {

using Bytes = std::vector<unsigned char>;

struct Size
{
    int width = 0;
    int height = 0;
    std::int64_t pixels() const { return std::int64_t{width} * height; }
};

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

enum class Kind { Unknown, Jpeg, Png, Gif, Bmp, Pnm };

Kind kindOf(const Bytes& bytes)
{
    const auto begins = [&](std::string_view signature) {
        return bytes.size() >= signature.size() &&
               std::equal(signature.begin(), signature.end(), bytes.begin(),
                          [](char wanted, unsigned char found) {
                              return static_cast<unsigned char>(wanted) == found;
                          });
    };
    return begins("\xff\xd8\xff")         ? Kind::Jpeg
           : begins("\x89PNG\r\n")        ? Kind::Png
           : begins("GIF8")               ? Kind::Gif
           : begins("BM")                 ? Kind::Bmp
           : begins("P5") || begins("P6") ? Kind::Pnm
                                          : Kind::Unknown;
}

// For simple kinds the decoder shows black, grey or what stood in memory where a file ends too early, and
// calls that success.
bool isCutShort(const Bytes& bytes, std::int64_t values)
{
    switch (kindOf(bytes)) {
    case Kind::Gif:
        return std::find(bytes.rbegin(), bytes.rbegin() + std::min<std::ptrdiff_t>(16, std::ssize(bytes)),
                         0x3b) == bytes.rbegin() + std::min<std::ptrdiff_t>(16, std::ssize(bytes));
    case Kind::Bmp: { // its own size, little-endian, stands behind the signature
        std::uint64_t said = 0;
        for (std::size_t i = 5; i > 1 && bytes.size() > 5; --i)
            said = said << 8 | bytes[i];
        return bytes.size() < std::max<std::uint64_t>(said, 54);
    }
    case Kind::Pnm:
        return std::ssize(bytes) < values;
    case Kind::Jpeg: // these two decoders look themselves
    case Kind::Png:
    case Kind::Unknown:
        break;
    }
    return false;
}

Size sizeOf(const Bytes& bytes)
{
    Size size;
    int channels = 0;
    if (kindOf(bytes) == Kind::Unknown || !stbi_info_from_memory(bytes.data(), static_cast<int>(bytes.size()),
                                                                 &size.width, &size.height, &channels))
        throw std::runtime_error("it is not an image of a known kind (JPEG, PNG, GIF, BMP, PGM or PPM)");
    const std::string extent = std::to_string(size.width) + " × " + std::to_string(size.height) + " pixels";
    if (size.pixels() > kMostPhotoPixels)
        throw std::runtime_error("it has " + extent + ", and photos are read up to " +
                                 std::to_string(kMostPhotoPixels / 1'000'000) + " million");
    if (std::min(size.width, size.height) < kLeastPhotoSide)
        throw std::runtime_error("it has " + extent + ", and each side needs at least " +
                                 std::to_string(kLeastPhotoSide));
    return size;
}

base::Photo decode(const Bytes& bytes, const std::string& name)
{
    base::Photo photo;
    photo.name = name;
    int channels = 0;
    const std::unique_ptr<stbi_uc, void (*)(void*)> pixels(
        stbi_load_from_memory(bytes.data(), static_cast<int>(bytes.size()), &photo.width, &photo.height,
                              &channels, 3),
        stbi_image_free);
    if (!pixels)
        throw std::runtime_error(std::string("its picture is damaged (") + stbi_failure_reason() + ")");
    if (isCutShort(bytes, std::int64_t{photo.width} * photo.height * channels))
        throw std::runtime_error("its end is missing");
    photo.pixels.assign(pixels.get(),
                        pixels.get() + 3 * std::size_t(photo.width) * std::size_t(photo.height));
    return photo;
}

class Reader
{
public:
    explicit Reader(std::stop_token stop) : m_stop(std::move(stop)) {}

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

    PhotoReading take() { return std::move(m_reading); }

private:
    void read(const std::filesystem::path& path)
    {
        if (m_stop.stop_requested())
            return;
        try {
            if (m_reading.photos.size() == kMostPhotos)
                throw std::runtime_error("'" + path.string() + "' was left out: " +
                                         std::to_string(kMostPhotos) + " photos are enough");
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
            m_reading.photos.push_back(decode(bytes, path.filename().string()));
            m_pixels += pixels;
        } catch (const std::runtime_error& error) {
            throw std::runtime_error("cannot use '" + path.string() + "': " + error.what());
        }
    }

    const std::stop_token m_stop;
    PhotoReading m_reading;
    std::int64_t m_pixels = 0;
};

} // namespace

PhotoReading readPhotos(const std::vector<std::filesystem::path>& filesAndFolders, std::stop_token stop)
{
    Reader reader(std::move(stop));
    for (const auto& path : filesAndFolders)
        reader.readAll(path);
    return reader.take();
}

} // namespace lab::exchange
