#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "app/core/shop_settings.hpp"
#include "app/till/shell/action.hpp"
#include "app/till/shell/effect.hpp"
#include "app/till/ui/texture.hpp"
#include "drivers/printer/ink.hpp"
#include "pos/base/calendar.hpp"
#include "pos/journal/projection.hpp"

namespace till {

/// The picture of a receipt as the shop would print it, painted as printers' paper is, on a thread
/// of its own: of several asked for the last one is painted.
///
/// owns:    its thread, and one texture in `sink`, which outlives it
/// threads: members from the drawing thread; `post` is called from its own
class PaperPreview {
public:
    using Post = std::function<void(shell::Action)>;

    PaperPreview(pos::journal::JournalRow journal, ui::TextureSink& sink, Post post);
    ~PaperPreview();
    PaperPreview(const PaperPreview&) = delete;
    PaperPreview& operator=(const PaperPreview&) = delete;

    /// `now` is what stands on it.
    void draw(const shell::DrawPaper& wanted, const app::core::ShopSettings& settings,
              const pos::LocalTime& now);
    /// The width on the screen from now on; the last one is painted anew for it.
    void set_width(int width_px);
    /// Makes the texture of what was painted since; not while a frame is drawn. Whether it did.
    bool take_in();
    ui::TextureId texture() const { return texture_; }

private:
    struct Ask {
        shell::DrawPaper wanted;
        app::core::ShopSettings settings;
        pos::LocalTime now;
        int width_px{0};
    };
    struct Painted {
        std::uint64_t ask{0};
        drivers::printer::Ink ink;
    };
    void work(const std::stop_token& stop);

    pos::journal::JournalRow journal_;
    ui::TextureSink& sink_;
    Post post_;
    ui::TextureId texture_{ui::TextureId::none};
    int width_px_{0};
    std::optional<Ask> last_;

    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::optional<Ask> asked_;
    std::optional<Painted> painted_;
    std::jthread thread_;
};

}  // namespace till
