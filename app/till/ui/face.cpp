#include "app/till/ui/face.hpp"

#include <fmt/format.h>
#include <ft2build.h>
#include <hb.h>

#include <algorithm>
#include <span>
#include <stdexcept>
#include FT_FREETYPE_H

namespace till::ui {

namespace {

template <auto destroy>
struct With {
    template <class T>
    void operator()(T* handle) const {
        destroy(handle);
    }
};
using Buffer = std::unique_ptr<hb_buffer_t, With<hb_buffer_destroy>>;
using Library = std::unique_ptr<FT_LibraryRec_, With<FT_Done_FreeType>>;
using FtFace = std::unique_ptr<FT_FaceRec_, With<FT_Done_Face>>;
using HbFont = std::unique_ptr<hb_font_t, With<hb_font_destroy>>;

// Context alternates are off: they would make a character's glyph depend on its neighbours.
constexpr hb_feature_t kFeatures[] = {
    {HB_TAG('t', 'n', 'u', 'm'), 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
    {HB_TAG('c', 'v', '1', '1'), 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
    {HB_TAG('c', 'a', 'l', 't'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END}};

struct ShapedCharacter {
    unsigned glyph{0};
    float advance_em{0};
};

}  // namespace

struct Face::Handles {
    Library library;
    FtFace raster;
    HbFont font;
    Buffer buffer;
    float units_per_em{1};

    ShapedCharacter shape(std::span<const std::uint32_t> characters) const {
        hb_buffer_clear_contents(buffer.get());
        const auto count = static_cast<int>(characters.size());
        hb_buffer_add_utf32(buffer.get(), characters.data(), count, 0, count);
        hb_buffer_guess_segment_properties(buffer.get());
        hb_shape(font.get(), buffer.get(), kFeatures, std::size(kFeatures));
        unsigned length = 0;
        const auto* infos = hb_buffer_get_glyph_infos(buffer.get(), &length);
        const auto* places = hb_buffer_get_glyph_positions(buffer.get(), &length);
        ShapedCharacter out{length ? infos[0].codepoint : 0, 0};
        for (unsigned i = 0; i < length; ++i)
            out.advance_em += static_cast<float>(places[i].x_advance) / units_per_em;
        return out;
    }
    ShapedCharacter shape(char32_t character) const {
        const std::uint32_t one[] = {character};
        return shape(one);
    }
};

Face::Face(const std::string& path) : handles_(std::make_unique<Handles>()) {
    const auto fail = [&] {
        throw std::runtime_error(
            fmt::format("The font {} cannot be read; install the packages fonts-inter and "
                        "fonts-font-awesome.",
                        path));
    };
    FT_Library library = nullptr;
    if (FT_Init_FreeType(&library)) fail();
    handles_->library.reset(library);
    FT_Face face = nullptr;
    if (FT_New_Face(library, path.c_str(), 0, &face)) fail();
    handles_->raster.reset(face);
    hb_blob_t* blob = hb_blob_create_from_file(path.c_str());
    hb_face_t* shaping = hb_face_create(blob, 0);
    hb_blob_destroy(blob);
    handles_->font.reset(hb_font_create(shaping));
    hb_face_destroy(shaping);
    handles_->units_per_em = static_cast<float>(face->units_per_EM);
    hb_font_set_scale(handles_->font.get(), face->units_per_EM, face->units_per_EM);
    handles_->buffer.reset(hb_buffer_create());
}

Face::~Face() = default;
Face::Face(Face&&) noexcept = default;
Face& Face::operator=(Face&&) noexcept = default;

bool Face::has(char32_t character) const {
    return FT_Get_Char_Index(handles_->raster.get(), character) != 0;
}

float Face::advance_em(char32_t character) const {
    return handles_->shape(character).advance_em;
}

float Face::kerning_em(char32_t left, char32_t right) {
    const auto [it, fresh] = kerning_.try_emplace(std::uint64_t{left} << 32 | right, 0.0F);
    if (fresh) {
        const std::uint32_t pair[] = {left, right};
        it->second = handles_->shape(pair).advance_em - advance_em(left) - advance_em(right);
    }
    return it->second;
}

GlyphBitmap Face::raster(char32_t character, float em_px, int across) const {
    FT_Face face = handles_->raster.get();
    constexpr unsigned kPointsPerInch = 72;  // so that a point is a pixel
    const auto samples = static_cast<unsigned>(across);
    if (FT_Set_Char_Size(face, 0, static_cast<FT_F26Dot6>(em_px * 64), kPointsPerInch * samples,
                         kPointsPerInch) ||
        FT_Load_Glyph(face, handles_->shape(character).glyph,
                      FT_LOAD_TARGET_LIGHT | FT_LOAD_RENDER))
        return {};
    const FT_Bitmap& fine = face->glyph->bitmap;
    const int fine_width = static_cast<int>(fine.width);
    GlyphBitmap out;
    out.height = static_cast<int>(fine.rows);
    if (fine_width == 0 || out.height == 0) return {};
    out.width = fine_width + across - 1;
    out.left = face->glyph->bitmap_left - (across - 1) / 2;
    out.top = face->glyph->bitmap_top;
    out.coverage.resize(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height));
    std::size_t to = 0;
    for (int y = 0; y < out.height; ++y) {
        const std::uint8_t* row = fine.buffer + y * fine.pitch;
        for (int x = 0; x < out.width; ++x) {
            int sum = 0;
            for (int k = std::max(0, x - across + 1); k <= std::min(x, fine_width - 1); ++k)
                sum += row[k];
            out.coverage[to++] = static_cast<std::uint8_t>(sum / across);
        }
    }
    return out;
}

}  // namespace till::ui
