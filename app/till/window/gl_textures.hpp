#pragma once

#include "app/till/ui/texture.hpp"

namespace till::window {

/// Textures in OpenGL. Coverage takes one byte a pixel: a swizzle makes it white with that alpha.
///
/// requires: a current context, for as long as this lives
class GlTextures final : public ui::TextureSink {
public:
    ui::TextureId create_mask(const ui::Texels& texels) override;
    ui::TextureId create_picture(const ui::Texels& texels) override;
    void update_mask(ui::TextureId id, int x, int y, const ui::Texels& texels) override;
    void destroy(ui::TextureId id) override;
};

}  // namespace till::window
