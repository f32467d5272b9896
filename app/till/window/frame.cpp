#include "app/till/window/frame.hpp"

#define GL_GLEXT_PROTOTYPES
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "app/till/window/png.hpp"

namespace till::window {

void draw_frame(const ImDrawData& frame, ui::Colour background) {
    constexpr float kFull = 255;
    glDisable(GL_SCISSOR_TEST);
    glClearColor(static_cast<float>(background.red) / kFull,
                 static_cast<float>(background.green) / kFull,
                 static_cast<float>(background.blue) / kFull, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImDrawData data = frame;
    ImGui_ImplOpenGL3_RenderDrawData(&data);
}

std::string keep_picture(const std::filesystem::path& file, int width, int height) {
    constexpr int kBytesAPixel = 4;
    const auto row = static_cast<std::size_t>(width) * kBytesAPixel;
    std::vector<std::uint8_t> pixels(row * static_cast<std::size_t>(height));
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadBuffer(GL_BACK);
    glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
    for (std::size_t top = 0, bottom = static_cast<std::size_t>(height); top + 1 < bottom; ++top) {
        --bottom;
        std::swap_ranges(pixels.begin() + static_cast<std::ptrdiff_t>(top * row),
                         pixels.begin() + static_cast<std::ptrdiff_t>((top + 1) * row),
                         pixels.begin() + static_cast<std::ptrdiff_t>(bottom * row));
    }
    return write_png(file, width, height, pixels);
}

}  // namespace till::window
