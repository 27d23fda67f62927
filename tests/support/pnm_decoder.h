// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exchange/photos.h"

#include <charconv>
#include <stdexcept>
#include <string>

namespace lab::tests {

/// Decodes what is simple enough to be written by hand: P5 and P6 with 8 bits a value, and no comments.
class PnmDecoder : public exchange::PhotoDecoder
{
public:
    exchange::PhotoSize sizeOf(exchange::FileBytes bytes) const override
    {
        const Head head = headOf(bytes);
        return {head.numbers[0], head.numbers[1]};
    }
    base::Photo decode(exchange::FileBytes bytes) const override
    {
        const Head head = headOf(bytes);
        base::Photo photo;
        photo.width = head.numbers[0];
        photo.height = head.numbers[1];
        photo.pixels.resize(3 * static_cast<std::size_t>(photo.width) *
                            static_cast<std::size_t>(photo.height));
        for (std::size_t i = 0; i < photo.pixels.size(); ++i)
            photo.pixels[i] = bytes[head.length + (head.grey ? i / 3 : i)];
        return photo;
    }

private:
    struct Head
    {
        bool grey = false;
        int numbers[3] = {};
        std::size_t length = 0;
    };
    static Head headOf(exchange::FileBytes bytes)
    {
        const char* at = reinterpret_cast<const char*>(bytes.data());
        const char* const end = at + bytes.size();
        Head head;
        if (bytes.size() < 3 || at[0] != 'P' || (at[1] != '5' && at[1] != '6'))
            throw std::runtime_error("it is not an image of a known kind");
        head.grey = at[1] == '5';
        at += 2;
        for (int& number : head.numbers) {
            const auto [next, error] = std::from_chars(at + 1, end, number);
            if (error != std::errc())
                throw std::runtime_error("it is not an image of a known kind");
            at = next;
        }
        head.length = bytes.size() - static_cast<std::size_t>(end - at) + 1;
        return head;
    }
};

} // namespace lab::tests
