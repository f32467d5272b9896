#pragma once

#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "app/till/pictures/pictures.hpp"
#include "app/till/screens/customer/customer.hpp"
#include "app/till/shell/model.hpp"
#include "app/till/ui/assets.hpp"
#include "app/till/ui/ui.hpp"
#include "app/till/window/side_window.hpp"

namespace till {

/// The window that turns to the customer, drawn with the till's own widgets and theme.
///
/// owns:    the window and what it is drawn with
/// threads: the drawing thread
class CustomerWindow {
public:
    struct Look {
        ui::Theme theme;
        ui::Texts texts;
        float scale{1};
        bool mirrored{false};
        bool large_text{false};
    };
    /// `main` outlives it; `pictures` is the folder of the goods' pictures, may be empty. Each
    /// picture of it is also written into `screenshot`, unless empty.
    ///
    /// errors: one sentence that says what is missing and what to do
    static std::expected<std::unique_ptr<CustomerWindow>, std::string> open(
        window::Window& main, Look look, std::filesystem::path pictures,
        std::filesystem::path screenshot);

    void set_look(Look look);
    void show(customer::Model model);
    /// Draws it where it does not show what it should.
    void refresh();
    /// Files of pictures that were not there are looked for again.
    void look_again() { pictures_.look_again(); }
    /// When it wants to be refreshed though nothing happened, for movement.
    std::optional<ui::Moment> wants_pass_at() const { return ui_.wants_pass_at(); }

private:
    CustomerWindow(window::Window& main, std::unique_ptr<window::SideWindow> window, Look look,
                   std::filesystem::path pictures, std::filesystem::path screenshot);

    window::Window& main_;
    std::unique_ptr<window::SideWindow> window_;
    ui::Ui ui_;
    pictures::Pictures pictures_;
    std::filesystem::path screenshot_;
    customer::Model model_;
    bool stale_{true};
};

/// Theme and words of the customer's window are the till's own.
std::optional<CustomerWindow::Look> customer_look(const ui::Assets& assets,
                                                  const shell::Looks& looks);

}  // namespace till
