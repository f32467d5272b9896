#include "app/till/customer_window.hpp"

#include <algorithm>
#include <utility>

#include "app/till/screens/customer/customer_view.hpp"

namespace till {

namespace {

constexpr std::size_t kPicturesKept = 16;  // it shows one at a time, in a large size

}  // namespace

std::optional<CustomerWindow::Look> customer_look(const ui::Assets& assets,
                                                  const shell::Looks& looks) {
    auto theme = assets.theme(looks.theme_name());
    auto texts = assets.texts(looks.language);
    if (!theme || !texts) return std::nullopt;
    return CustomerWindow::Look{std::move(*theme), std::move(*texts),
                                static_cast<float>(looks.scale_percent) / 100, looks.mirrored,
                                looks.large_text};
}

std::expected<std::unique_ptr<CustomerWindow>, std::string> CustomerWindow::open(
    window::Window& main, Look look, std::filesystem::path pictures,
    std::filesystem::path screenshot) {
    auto window = window::SideWindow::open(main, {});
    if (!window) return std::unexpected{window.error()};
    return std::unique_ptr<CustomerWindow>{new CustomerWindow{
        main, std::move(*window), std::move(look), std::move(pictures), std::move(screenshot)}};
}

CustomerWindow::CustomerWindow(window::Window& main, std::unique_ptr<window::SideWindow> window,
                               Look look, std::filesystem::path pictures,
                               std::filesystem::path screenshot)
    : main_{main},
      window_{std::move(window)},
      ui_{std::move(look.theme),
          std::move(look.texts),
          ui::KeyMap{},
          {.width_px = static_cast<float>(window_->width_px()),
           .height_px = static_cast<float>(window_->height_px()),
           .scale = look.scale,
           .mirrored = look.mirrored,
           .large_text = look.large_text},
          main.textures()},
      pictures_{std::move(pictures), main.textures(), [] { window::Window::wake(); },
                kPicturesKept},
      screenshot_{std::move(screenshot)} {}

void CustomerWindow::set_look(Look look) {
    ui_.set_theme(std::move(look.theme));
    ui_.set_texts(std::move(look.texts));
    ui_.set_scale(look.scale);
    ui_.set_mirrored(look.mirrored);
    ui_.set_large_text(look.large_text);
    stale_ = true;
}

void CustomerWindow::show(customer::Model model) {
    if (model == model_) return;
    if (model.scene != model_.scene) ui_.forget();
    model_ = std::move(model);
    stale_ = true;
}

void CustomerWindow::refresh() {
    if (window_->take_damage()) {
        ui_.set_size(static_cast<float>(window_->width_px()),
                     static_cast<float>(window_->height_px()));
        stale_ = true;
    }
    pictures_.set_side(std::min(window_->width_px(), window_->height_px()) / 2);
    if (pictures_.take_in()) stale_ = true;
    const auto now = main_.now();
    if (const auto wanted = ui_.wants_pass_at(); wanted && *wanted <= now) stale_ = true;
    if (!stale_) return;
    stale_ = false;
    const customer::Pictures find = [this](std::string_view name) { return pictures_.find(name); };
    ui_.settle(now, [&](ui::Frame& frame) { customer::draw(frame, model_, find); });
    if (!screenshot_.empty()) window_->shoot_next(screenshot_);
    window_->present(ui_.draw_data(), ui_.theme().colour.background);
}

}  // namespace till
