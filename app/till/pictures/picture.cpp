#include "app/till/pictures/picture.hpp"

#include <fstream>

#include "app/till/pictures/raster.hpp"
#include "pos/base/assert.hpp"

namespace till::pictures {

namespace {

bool begins_with(pos::BytesView bytes, std::initializer_list<unsigned char> magic) {
    if (bytes.size() < magic.size()) return false;
    std::size_t at = 0;
    for (const unsigned char wanted : magic) {
        if (std::to_integer<unsigned char>(bytes[at]) != wanted) return false;
        ++at;
    }
    return true;
}

}  // namespace

std::expected<Picture, PictureError> decode_picture(pos::BytesView bytes, int side_px) {
    POS_ASSERT(side_px > 0 && side_px <= 1024);
    const bool png = begins_with(bytes, {0x89, 'P', 'N', 'G'});
    const bool jpeg = begins_with(bytes, {0xFF, 0xD8, 0xFF});
    if (!png && !jpeg) return std::unexpected{PictureError::not_a_picture};
    const auto raster = png ? decode_png(bytes) : decode_jpeg(bytes, side_px);
    if (!raster) return std::unexpected{raster.error()};
    return squared(*raster, side_px, jpeg ? orientation_of(bytes) : 1);
}

std::expected<Picture, PictureError> read_picture(const std::filesystem::path& file, int side_px) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error))
        return std::unexpected{PictureError::missing};
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    if (error) return std::unexpected{PictureError::missing};
    if (size > kFileBytesMax) return std::unexpected{PictureError::too_large};
    pos::Bytes bytes(static_cast<std::size_t>(size));
    std::ifstream in{file, std::ios::binary};
    in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (!in) return std::unexpected{PictureError::missing};
    return decode_picture(bytes, side_px);
}

}  // namespace till::pictures
