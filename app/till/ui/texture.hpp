#pragma once

#include <cstdint>

namespace till::ui {

/// Names a texture of the sink that made it; 0 is none.
enum class TextureId : std::uint64_t { none = 0 };

/// A rectangle of coverage, one byte a pixel, or of pixels, four bytes (red, green, blue, alpha).
struct Texels {
    int width{0};
    int height{0};
    int stride_bytes{0};
    const std::uint8_t* bytes{nullptr};
};

/// Where textures live: in OpenGL for a window, nowhere for a test.
class TextureSink {
public:
    virtual ~TextureSink() = default;
    /// Coverage that a vertex colour tints.
    virtual TextureId create_mask(const Texels& texels) = 0;
    /// A picture in its own colours, alpha not multiplied in.
    virtual TextureId create_picture(const Texels& texels) = 0;
    virtual void update_mask(TextureId id, int x, int y, const Texels& texels) = 0;
    virtual void destroy(TextureId id) = 0;
};

/// Keeps nothing, hands out numbers and counts what is alive.
class NullTextures final : public TextureSink {
public:
    TextureId create_mask(const Texels&) override { return next(); }
    TextureId create_picture(const Texels&) override { return next(); }
    void update_mask(TextureId, int, int, const Texels&) override {}
    void destroy(TextureId) override { --alive_; }
    int alive() const { return alive_; }

private:
    TextureId next() {
        ++alive_;
        return static_cast<TextureId>(++last_);
    }
    std::uint64_t last_{0};
    int alive_{0};
};

}  // namespace till::ui
