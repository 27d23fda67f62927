// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/samples.h"

#include "core/exchange/area_resample.h"
#include "core/exchange/data_file.h"
#include "core/exchange/idx_header.h"
#include "core/exchange/photos.h"
#include "core/exchange/read_file.h"

#include <algorithm>
#include <array>
#include <exception>
#include <new>
#include <stdexcept>
#include <utility>

namespace lab::exchange {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kAtOnce = 1 << 20; // bytes between two looks at the stop token
constexpr std::size_t kImageDimensions = 3;
constexpr std::size_t kLabelDimensions = 1;
constexpr const char* kOrder = "the images come first, the labels second";

using Bytes = std::vector<std::uint8_t>;

/// Reading was asked to stop.
class Stopped : public std::exception
{
};

void throwIfStopped(const std::stop_token& stop)
{
    if (stop.stop_requested())
        throw Stopped();
}

// Overwrites `bytes` with the next `count` of the file, or with what is left. It grows with what is there.
void readUpTo(DataFile& file, std::int64_t count, const std::stop_token& stop, Bytes& bytes)
{
    const auto wanted = static_cast<std::size_t>(count);
    bytes.clear();
    while (bytes.size() < wanted) {
        throwIfStopped(stop);
        const std::size_t before = bytes.size();
        const std::size_t next = std::min(kAtOnce, wanted - before);
        bytes.resize(before + next);
        const std::size_t got = file.read(std::span(bytes).subspan(before));
        if (got < next) {
            bytes.resize(before + got);
            return;
        }
    }
}

/// The extents, none of them 0.
std::vector<std::int64_t> readHeader(DataFile& file, std::size_t dimensions, const std::stop_token& stop)
{
    Bytes bytes;
    readUpTo(file, kIdxMagicBytes, stop, bytes);
    const auto found = static_cast<std::size_t>(idxDimensions(bytes));
    if (found == kLabelDimensions && dimensions == kImageDimensions)
        throw std::runtime_error(
            std::string("it has one dimension, as labels have, and images have three: ") + kOrder);
    if (found == kImageDimensions && dimensions == kLabelDimensions)
        throw std::runtime_error(
            std::string("it has three dimensions, as images have, and labels have one: ") + kOrder);
    if (found != dimensions)
        throw std::runtime_error("it has " + std::to_string(found) +
                                 " dimensions; images have three (count × height × width), labels one");
    const auto extentBytes = static_cast<std::int64_t>(found) * kIdxExtentBytes;
    readUpTo(file, extentBytes, stop, bytes);
    if (std::ssize(bytes) < extentBytes)
        throw std::runtime_error("it ends in its header: fetch it again");
    std::vector<std::int64_t> shape = idxExtents(bytes);
    if (std::ranges::find(shape, 0) != shape.end())
        throw std::runtime_error("its header says " + extentWords(shape) + ", so there is nothing in it");
    return shape;
}

// More than the header promises is as wrong as less: the file is not what it says.
void insistOnEnd(DataFile& file, const std::string& promised)
{
    std::array<std::uint8_t, 1> more{};
    if (file.read(more) > 0)
        throw std::runtime_error("its header promises " + promised +
                                 ", and there is more behind them: it is damaged, so fetch it again");
}

void checkExtents(const std::vector<std::int64_t>& shape)
{
    const bool sides = std::max(shape[1], shape[2]) <= kMostSampleSide;
    if (!sides || shape[0] > kMostSamples || shape[0] > kMostSampleBytes / (shape[1] * shape[2]))
        throw std::runtime_error(
            "its header says " + extentWords(shape) + ", and at most " + std::to_string(kMostSamples) +
            " images of " + std::to_string(kMostSampleSide) + " × " + std::to_string(kMostSampleSide) +
            " and " + std::to_string(kMostSampleBytes >> 20) + " MB in all can be used: take fewer of them");
}

void add(base::Samples& samples, std::span<const std::uint8_t> grey, std::int64_t height, std::int64_t width)
{
    const std::size_t at = samples.pixels.size();
    samples.pixels.resize(at + static_cast<std::size_t>(base::kSamplePixels));
    const auto place = std::span(samples.pixels).subspan(at);
    if (height == base::kSampleSide && width == base::kSampleSide)
        std::ranges::copy(grey, place.begin());
    else
        resampleArea(grey, height, width, place, base::kSampleSide, base::kSampleSide);
    ++samples.count;
}

base::Samples readImages(const fs::path& path, const std::stop_token& stop)
{
    return namingFile(path, [&] {
        DataFile file(path);
        const std::vector<std::int64_t> shape = readHeader(file, kImageDimensions, stop);
        checkExtents(shape);
        base::Samples samples;
        samples.name = path.filename().string();
        samples.givenHeight = shape[1];
        samples.givenWidth = shape[2];
        Bytes image;
        while (samples.count < shape[0]) {
            readUpTo(file, shape[1] * shape[2], stop, image);
            if (std::ssize(image) < shape[1] * shape[2])
                throw std::runtime_error("its header promises " + std::to_string(shape[0]) +
                                         " images, and it ends after " + std::to_string(samples.count) +
                                         ": fetch it again");
            add(samples, image, shape[1], shape[2]);
        }
        insistOnEnd(file, std::to_string(shape[0]) + " images");
        return samples;
    });
}

void readLabels(const fs::path& path, const std::stop_token& stop, base::Samples& samples)
{
    namingFile(path, [&] {
        DataFile file(path);
        const std::int64_t count = readHeader(file, kLabelDimensions, stop).front();
        if (count != samples.count)
            throw std::runtime_error("its header says " + std::to_string(count) + " labels, and '" +
                                     samples.name + "' has " + std::to_string(samples.count) +
                                     " images: they do not belong together");
        Bytes labels;
        readUpTo(file, count, stop, labels);
        if (std::ssize(labels) < count)
            throw std::runtime_error("its header promises " + std::to_string(count) +
                                     " labels, and it ends after " + std::to_string(labels.size()) +
                                     ": fetch it again");
        insistOnEnd(file, std::to_string(count) + " labels");
        const auto wrong = std::ranges::find_if(
            labels, [](std::uint8_t label) { return int{label} >= base::kSampleClasses; });
        if (wrong != labels.end())
            throw std::runtime_error("label " + std::to_string(wrong - labels.begin() + 1) + " is " +
                                     std::to_string(*wrong) +
                                     ", and the networks here have ten classes: only labels 0 to 9 can be "
                                     "used");
        samples.labels = std::move(labels);
    });
}

std::string nameOf(const std::vector<fs::path>& paths)
{
    fs::path path = paths.front().lexically_normal();
    if (!path.has_filename()) // "digits/"
        path = path.parent_path();
    const std::string name = path.filename().string();
    return paths.size() == 1 ? name : name + " and others";
}

struct Beginning
{
    FileKind kind = FileKind::Unknown;
    Bytes magic;
};

Beginning beginningOf(const fs::path& path)
{
    Beginning beginning;
    try {
        DataFile file(path);
        beginning.kind = FileKind::Wrapped; // what cannot be decompressed is damaged, and compressed
        readUpTo(file, kIdxMagicBytes, {}, beginning.magic);
        const FileKind kind = kindOf(beginning.magic);
        if (kind != FileKind::Unknown || !file.compressed())
            beginning.kind = kind;
    } catch (const std::exception&) {
        beginning.magic.clear(); // a folder, a pipe, or nothing; or damaged
    }
    return beginning;
}

bool isIdx(const SampleFiles& files)
{
    std::error_code ignored;
    return files.images.size() == 1 && !fs::is_directory(files.images.front(), ignored);
}

// ITU-R BT.601, as kernels see photos.
Bytes greyOf(const base::Photo& photo)
{
    Bytes grey(photo.pixels.size() / 3);
    for (std::size_t i = 0; i < grey.size(); ++i)
        grey[i] = static_cast<std::uint8_t>((299 * photo.pixels[3 * i] + 587 * photo.pixels[3 * i + 1] +
                                             114 * photo.pixels[3 * i + 2] + 500) /
                                            1000);
    return grey;
}

// Without labels; of what cannot be used, what readPhotos() says.
SampleReading readPictures(const std::vector<fs::path>& paths, const PhotoDecoder& decoder,
                           const std::stop_token& stop)
{
    const PhotoReading photos = readPhotos(paths, decoder, stop);
    throwIfStopped(stop);
    base::Samples samples;
    samples.name = nameOf(paths);
    SampleReading reading{nullptr, photos.problems};
    if (photos.photos.empty()) {
        reading.problems.push_back("there is no picture that can be used in '" + samples.name + "'");
        return reading;
    }
    samples.givenHeight = photos.photos.front().height;
    samples.givenWidth = photos.photos.front().width;
    for (const base::Photo& photo : photos.photos) {
        throwIfStopped(stop);
        if (photo.height != samples.givenHeight || photo.width != samples.givenWidth)
            samples.givenHeight = samples.givenWidth = 0;
        add(samples, greyOf(photo), photo.height, photo.width);
    }
    reading.samples = std::make_shared<const base::Samples>(std::move(samples));
    return reading;
}

void addLabels(const fs::path& path, const std::stop_token& stop, base::Samples& samples, bool complete)
{
    if (path.empty())
        return;
    if (!complete)
        throw std::runtime_error("the labels in '" + path.string() +
                                 "' cannot be used: with some of the pictures missing, nobody knows whose "
                                 "they are");
    readLabels(path, stop, samples);
}

void read(const SampleFiles& files, const PhotoDecoder& decoder, const std::stop_token& stop,
          SampleReading& reading)
{
    if (files.images.empty())
        throw std::runtime_error("there are labels ('" + files.labels.string() +
                                 "') and no images: give the images, too");
    base::Samples samples;
    if (isIdx(files)) {
        samples = readImages(files.images.front(), stop);
    } else {
        for (const fs::path& path : files.images) {
            const FileKind kind = beginningOf(path).kind;
            if (kind == FileKind::Idx || kind == FileKind::Wrapped)
                throw std::runtime_error("'" + path.string() +
                                         "' is one of several files of data: give one of images, and one of "
                                         "labels that belong to them");
        }
        reading = readPictures(files.images, decoder, stop);
        if (!reading.samples)
            return;
        samples = *std::exchange(reading.samples, nullptr);
    }
    addLabels(files.labels, stop, samples, reading.problems.empty());
    reading.samples = std::make_shared<const base::Samples>(std::move(samples));
}

} // namespace

SampleReading readSamples(const SampleFiles& files, const PhotoDecoder& decoder, const std::stop_token& stop)
{
    SampleReading reading;
    try {
        read(files, decoder, stop, reading);
    } catch (const Stopped&) {
        return {};
    } catch (const std::bad_alloc&) {
        reading.problems.emplace_back("there is not enough memory for these data");
    } catch (const std::exception& error) {
        reading.problems.emplace_back(error.what());
    }
    return reading;
}

std::optional<SampleFiles> samplesAmong(const std::vector<fs::path>& paths)
{
    SampleFiles files;
    std::vector<fs::path> others;
    for (const fs::path& path : paths) {
        const auto [kind, magic] = beginningOf(path);
        if (kind == FileKind::Idx && magic.back() == kLabelDimensions && files.labels.empty())
            files.labels = path;
        else if (kind == FileKind::Idx || kind == FileKind::Wrapped)
            files.images.push_back(path);
        else
            others.push_back(path);
    }
    if (files.images.empty() && files.labels.empty())
        return std::nullopt;
    if (files.images.empty())
        files.images = std::move(others);
    return files;
}

} // namespace lab::exchange
