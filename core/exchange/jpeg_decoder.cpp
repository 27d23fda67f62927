// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/jpeg_decoder.h"

#include <turbojpeg.h>

#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <type_traits>

namespace lab::exchange {

namespace {

struct End
{
    void operator()(tjhandle handle) const { tjDestroy(handle); }
};
using Handle = std::unique_ptr<std::remove_pointer_t<tjhandle>, End>;

Handle decompressor()
{
    Handle handle(tjInitDecompress());
    if (!handle)
        throw std::bad_alloc();
    return handle;
}

PhotoSize sizeBy(tjhandle handle, FileBytes bytes)
{
    PhotoSize size;
    int sampling = 0;
    int colours = 0;
    if (tjDecompressHeader3(handle, bytes.data(), static_cast<unsigned long>(bytes.size()), &size.width,
                            &size.height, &sampling, &colours) != 0)
        throw std::runtime_error("it is not a JPEG picture");
    return size;
}

} // namespace

PhotoSize JpegDecoder::sizeOf(FileBytes bytes) const
{
    return sizeBy(decompressor().get(), bytes);
}

base::Photo JpegDecoder::decode(FileBytes bytes) const
{
    const Handle handle = decompressor();
    const PhotoSize size = sizeBy(handle.get(), bytes);
    base::Photo photo;
    photo.width = size.width;
    photo.height = size.height;
    photo.pixels.resize(3 * static_cast<std::size_t>(size.pixels()));
    if (tjDecompress2(handle.get(), bytes.data(), static_cast<unsigned long>(bytes.size()),
                      photo.pixels.data(), size.width, 0, size.height, TJPF_RGB, 0) != 0)
        throw std::runtime_error(std::string("its picture is damaged (") + tjGetErrorStr2(handle.get()) +
                                 ')');
    return photo;
}

} // namespace lab::exchange
