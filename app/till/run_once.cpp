#include "app/till/run_once.hpp"

#include "app/core/open_shop.hpp"
#include "app/core/system.hpp"
#include "app/till/early_window.hpp"
#include "app/till/going_on.hpp"
#include "app/till/program.hpp"
#include "app/till/starting_over.hpp"

namespace till {

app::core::Outcome<Ended> run_once(Options options, const FirstStarted& first) {
    app::core::SystemClock clock;
    const auto store_options = app::core::with_key_file(
        {.program = "till 0.1", .key_file = options.key_file, .auto_checkpoint = false},
        options.db);
    if (!store_options) return std::unexpected{store_options.error()};
    const GoneOn gone_on = go_on(options.db, *store_options);
    options.may_go_on = !gone_on.failed;
    auto store = app::core::open_shop(options.db, *store_options, clock.now());
    if (!store) return std::unexpected{store.error()};
    const pos::store::db::DbTarget target = (*store)->target();
    auto parts = read_parts(options, **store);
    if (!parts) return std::unexpected{parts.error()};
    if (first.words) parts->first_words = first.words;
    if (auto words = words_of(gone_on, parts->texts)) parts->first_words = std::move(words);
    if (options.before && options.before->stays)
        parts->first_words = words_of(*options.before->stays, parts->texts);
    auto theme = parts->assets.theme(parts->looks.theme_name());
    if (!theme) return app::core::refuse(theme.error());
    auto words = parts->assets.texts(parts->looks.language, parts->keys);
    if (!words) return app::core::refuse(words.error());
    auto window = open_window(options);
    if (!window) return std::unexpected{window.error()};
    auto thread = pos::store::StoreThread::start(std::move(*store), *store_options, {});
    if (!thread) return std::unexpected{app::core::failure(thread.error(), options.db)};
    ui::Ui ui{std::move(*theme),
              std::move(*words),
              parts->keys,
              {.width_px = static_cast<float>((*window)->width_px()),
               .height_px = static_cast<float>((*window)->height_px()),
               .scale = static_cast<float>(parts->looks.scale_percent) / 100,
               .mirrored = parts->looks.mirrored,
               .large_text = parts->looks.large_text,
               .hand = parts->looks.hand,
               .probe = !options.probe.empty()},
              (*window)->textures()};
    Program program{std::move(*parts), ui, **window, **thread};
    if (auto started = program.start(**thread, target); !started) {
        return std::unexpected{started.error()};
    }
    window::Loop loop{**window, ui, ui::Wedge{}, program};
    loop.run();
    // The threads end before what they report to, and the store's after the one that asks it.
    auto ended = program.ended();
    program.stop();
    thread->reset();
    return ended;
}

}  // namespace till
