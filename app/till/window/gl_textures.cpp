#include "app/till/window/gl_textures.hpp"

#define GL_GLEXT_PROTOTYPES
#include <GLFW/glfw3.h>

namespace till::window {

namespace {

GLuint handle(ui::TextureId id) {
    return static_cast<GLuint>(id);
}

GLuint make_texture() {
    GLuint texture = 0;
    glGenTextures(1, &texture);
    glBindTexture(GL_TEXTURE_2D, texture);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    return texture;
}

/// Rows as they lie in memory, for as long as it lives.
class Unpacked {
public:
    explicit Unpacked(int pixels_a_row) {
        glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
        glPixelStorei(GL_UNPACK_ROW_LENGTH, pixels_a_row);
    }
    ~Unpacked() {
        glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
        glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
    }
    Unpacked(const Unpacked&) = delete;
    Unpacked& operator=(const Unpacked&) = delete;
};

}  // namespace

ui::TextureId GlTextures::create_mask(const ui::Texels& texels) {
    static constexpr GLint kWhiteWithAlpha[] = {GL_ONE, GL_ONE, GL_ONE, GL_RED};
    const GLuint texture = make_texture();
    glTexParameteriv(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_RGBA, kWhiteWithAlpha);
    const Unpacked rows(texels.stride_bytes);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, texels.width, texels.height, 0, GL_RED, GL_UNSIGNED_BYTE,
                 texels.bytes);
    return static_cast<ui::TextureId>(texture);
}

ui::TextureId GlTextures::create_picture(const ui::Texels& texels) {
    constexpr int kBytesAPixel = 4;
    const GLuint texture = make_texture();
    const Unpacked rows(texels.stride_bytes / kBytesAPixel);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, texels.width, texels.height, 0, GL_RGBA,
                 GL_UNSIGNED_BYTE, texels.bytes);
    return static_cast<ui::TextureId>(texture);
}

void GlTextures::update_mask(ui::TextureId id, int x, int y, const ui::Texels& texels) {
    glBindTexture(GL_TEXTURE_2D, handle(id));
    const Unpacked rows(texels.stride_bytes);
    glTexSubImage2D(GL_TEXTURE_2D, 0, x, y, texels.width, texels.height, GL_RED, GL_UNSIGNED_BYTE,
                    texels.bytes);
}

void GlTextures::destroy(ui::TextureId id) {
    const GLuint texture = handle(id);
    glDeleteTextures(1, &texture);
}

}  // namespace till::window
