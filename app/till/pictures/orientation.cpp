#include <algorithm>
#include <optional>
#include <string_view>

#include "app/till/pictures/raster.hpp"

namespace till::pictures {

namespace {

constexpr int kUpright = 1;

/// Numbers of one or two bytes in either order, nothing beyond the end.
class Numbers {
public:
    Numbers(pos::BytesView bytes, bool little_endian)
        : bytes_{bytes}, little_endian_{little_endian} {}

    std::optional<std::size_t> two(std::size_t at) const { return number(at, 2); }
    std::optional<std::size_t> four(std::size_t at) const { return number(at, 4); }

private:
    std::optional<std::size_t> number(std::size_t at, std::size_t count) const {
        if (at > bytes_.size() || count > bytes_.size() - at) return std::nullopt;
        std::size_t value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t from = little_endian_ ? at + count - 1 - i : at + i;
            value = value << 8U | std::to_integer<std::size_t>(bytes_[from]);
        }
        return value;
    }

    pos::BytesView bytes_;
    bool little_endian_;
};

bool is(pos::BytesView bytes, std::string_view text) {
    return bytes.size() >= text.size() &&
           std::equal(text.begin(), text.end(), bytes.begin(), [](char c, std::byte b) {
               return static_cast<unsigned char>(c) == std::to_integer<unsigned char>(b);
           });
}

/// In the first directory of a TIFF header.
int orientation_in(pos::BytesView tiff) {
    constexpr std::size_t kTag = 0x0112;
    constexpr std::size_t kEntryBytes = 12;
    const Numbers numbers{tiff, is(tiff, "II")};
    const auto directory = numbers.four(4);
    const auto count = directory ? numbers.two(*directory) : std::nullopt;
    if (!count) return kUpright;
    for (std::size_t i = 0; i < *count; ++i) {
        const std::size_t entry = *directory + 2 + i * kEntryBytes;
        const auto tag = numbers.two(entry);
        if (!tag) return kUpright;
        if (*tag != kTag) continue;
        const auto value = numbers.two(entry + 8);
        return value && *value >= 1 && *value <= 8 ? static_cast<int>(*value) : kUpright;
    }
    return kUpright;
}

}  // namespace

int orientation_of(pos::BytesView jpeg) {
    using namespace std::string_view_literals;
    constexpr std::size_t kExifMarker = 0xFFE1;
    constexpr std::size_t kFirstOfImage = 0xFFDA;
    const Numbers numbers{jpeg, false};
    std::size_t at = 2;  // behind the start of the file
    for (;;) {
        const auto marker = numbers.two(at);
        const auto length = numbers.two(at + 2);
        if (!marker || !length || *length < 2 || *marker == kFirstOfImage) return kUpright;
        if (*marker == kExifMarker && at + 2 + *length <= jpeg.size()) {
            const auto segment = jpeg.subspan(at + 4, *length - 2);
            if (is(segment, "Exif\0\0"sv)) return orientation_in(segment.subspan(6));
        }
        at += 2 + *length;
    }
}

}  // namespace till::pictures
