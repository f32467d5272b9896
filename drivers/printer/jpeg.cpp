#include "drivers/printer/jpeg.hpp"

#include <turbojpeg.h>

#include <algorithm>
#include <memory>
#include <span>

#include "pos/base/assert.hpp"

namespace drivers::printer {

namespace {

struct EndJpeg {
    void operator()(void* handle) const { tjDestroy(handle); }
};

template <class Picture>
std::expected<Picture, JpegError> read_jpeg_as(pos::BytesView bytes, TJPF format,
                                               std::vector<std::uint8_t> Picture::* dots) {
    const std::unique_ptr<void, EndJpeg> turbo{tjInitDecompress()};
    const auto* const data = reinterpret_cast<const unsigned char*>(bytes.data());
    const auto size = static_cast<unsigned long>(bytes.size());
    int width = 0;
    int height = 0;
    int subsampling = 0;
    int colours = 0;
    if (!turbo ||
        tjDecompressHeader3(turbo.get(), data, size, &width, &height, &subsampling, &colours) != 0)
        return std::unexpected{JpegError::not_a_jpeg};
    constexpr int kMost = static_cast<int>(kSideMax);
    if (width <= 0 || height <= 0 || width > kMost || height > kMost)
        return std::unexpected{JpegError::too_large};
    Picture picture{static_cast<unsigned>(width), static_cast<unsigned>(height)};
    if (tjDecompress2(turbo.get(), data, size, (picture.*dots).data(), width, 0, height, format,
                      TJFLAG_LIMITSCANS | TJFLAG_STOPONWARNING) != 0)
        return std::unexpected{JpegError::not_a_jpeg};
    return picture;
}

}  // namespace

std::expected<Ink, JpegError> read_jpeg(pos::BytesView bytes) {
    auto ink = read_jpeg_as(bytes, TJPF_GRAY, &Ink::dots);
    if (!ink) return ink;
    constexpr std::uint8_t kWhite = 255;
    for (std::uint8_t& dot : ink->dots) dot = static_cast<std::uint8_t>(kWhite - dot);
    return ink;
}

std::expected<Colours, JpegError> read_jpeg_colours(pos::BytesView bytes) {
    return read_jpeg_as(bytes, TJPF_RGB, &Colours::rgb);
}

pos::Bytes write_jpeg(const Colours& picture) {
    constexpr int kQuality = 96;
    POS_ASSERT(picture.width > 0 && picture.height > 0);
    const std::unique_ptr<void, EndJpeg> turbo{tjInitCompress()};
    unsigned char* data = nullptr;
    unsigned long size = 0;
    const bool done =
        turbo && tjCompress2(turbo.get(), picture.rgb.data(), static_cast<int>(picture.width), 0,
                             static_cast<int>(picture.height), TJPF_RGB, &data, &size, TJSAMP_444,
                             kQuality, TJFLAG_ACCURATEDCT) == 0;
    pos::Bytes bytes;
    if (done) {
        const auto view = std::as_bytes(std::span{data, size});
        bytes.assign(view.begin(), view.end());
    }
    tjFree(data);
    POS_ASSERT(done);  // there is nothing but memory to fail
    return bytes;
}

}  // namespace drivers::printer
