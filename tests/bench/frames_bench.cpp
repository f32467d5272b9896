// Our own part of a frame, without a window: every screen in every state drawn over and over at
// 1280x800, as a till does after each event.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <iostream>
#include <optional>

#include "app/till/ui/assets.hpp"
#include "app/till/ui/ui.hpp"
#include "tests/ui/stage.hpp"

namespace ui = till::ui;

namespace {

template <class T>
T value(std::expected<T, std::string> read) {
    if (read) return std::move(*read);
    std::cerr << read.error() << '\n';
    std::exit(3);
}

void draw(benchmark::State& state, const std::string& name) {
    const ui::Assets assets;
    ui::NullTextures textures;
    ui::Ui drawing{
        value(assets.theme("light")), value(assets.texts("en")), ui::KeyMap{}, {}, textures};
    const auto scene = test::stage(name, "en");
    ui::Moment now{1'000'000};
    drawing.settle(now, scene);
    for (auto _ : state) {
        now += ui::Moment{20'000};
        drawing.pass(std::nullopt, now, scene);
        drawing.settle(now, scene);
        benchmark::DoNotOptimize(&drawing.draw_data());
    }
}

const bool kAdded = [] {
    for (const auto& name : test::stage_names()) {
        benchmark::RegisterBenchmark(name.c_str(), [name](benchmark::State& state) {
            draw(state, name);
        })->Unit(benchmark::kMicrosecond);
    }
    return true;
}();

}  // namespace
