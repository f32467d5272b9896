#include "app/core/bench/till_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "app/core/bench/shop.hpp"
#include "app/core/bench/till_run.hpp"
#include "app/core/init.hpp"
#include "pos/base/assert.hpp"

namespace app::core::bench {

namespace {

using namespace std::chrono_literals;

constexpr auto kQuiet = 250ms;  // without a frame for so long nothing is under way

double ms(Nanoseconds time) {
    return static_cast<double>(time.count()) / 1e6;
}

double median(std::vector<double> values) {
    POS_ASSERT(!values.empty());
    std::ranges::sort(values);
    return values[values.size() / 2];
}

/// Starts of one shop.
struct Starts {
    std::vector<double> took_ms;
    std::vector<double> resident_mb;
};

Outcome<void> start_once(const TillSetup& setup, const std::string& where, Starts& starts) {
    auto run = TillRun::start(setup.program, where, setup.scratch);
    if (!run) return std::unexpected{run.error()};
    run->settle(kQuiet);
    starts.took_ms.push_back(ms(run->start_took()));
    starts.resident_mb.push_back(static_cast<double>(run->process().resident_bytes()) / 1e6);
    return {};
}

Row compared(std::string title, std::string unit, const std::vector<double>& big,
             const std::vector<double>& small, double limit) {
    Row row{.name = "start",
            .title = std::move(title),
            .unit = std::move(unit),
            .ours = {median(big), std::nullopt},
            .floor = Figure{median(small), std::nullopt},
            .target = fmt::format("≤ {} ×", limit)};
    row.ratio = row.ours.middle / row.floor->middle;
    row.met = *row.ratio <= limit;
    return row;
}

bool xdotool(std::vector<std::string> words) {
    words.insert(words.begin(), "xdotool");
    return run_command(words);
}

/// Somebody at the till: what goes in through the window's own events.
class Hands {
public:
    explicit Hands(std::vector<std::string> codes) : codes_{std::move(codes)} {}

    bool scan() {
        const std::string& code = codes_[scanned_++ % codes_.size()];
        return xdotool({"type", "--args", "1", "--delay", "4", code, "key", "Return"});
    }
    bool search(const std::string& word) {
        return xdotool({"key", "F2"}) && xdotool({"type", "--delay", "60", word}) &&
               xdotool({"key", "Down", "Down", "Up"}) && wheel(860, 400) &&
               xdotool({"key", "Escape", "Escape"});
    }
    bool walk_cart() { return xdotool({"key", "Up", "Up", "Up", "Down"}) && wheel(200, 300); }
    /// A quantity before a scan.
    bool several() {
        return xdotool({"type", "--delay", "60", "3"}) && xdotool({"key", "asterisk"}) && scan();
    }
    bool tap(int x, int y) {
        return xdotool({"mousemove", std::to_string(x), std::to_string(y), "click", "1"});
    }
    bool pay() { return xdotool({"key", "F9"}); }

private:
    bool wheel(int x, int y) {
        return xdotool({"mousemove", std::to_string(x), std::to_string(y), "click", "--repeat", "4",
                        "--delay", "50", "5"});
    }

    std::vector<std::string> codes_;
    std::size_t scanned_{0};
};

/// Barcodes from all over the shop.
Outcome<std::vector<std::string>> codes_of(const std::string& where, std::size_t count) {
    auto reader = OpenReader::open(where);
    if (!reader) return std::unexpected{reader.error()};
    auto& catalogue = (*reader)->catalogue();
    const auto items = catalogue.count();
    if (!items) return std::unexpected{failure_of(items.error())};
    Seeded random{17};
    std::vector<std::string> codes;
    while (codes.size() < count) {
        const auto row = 1 + random.below(static_cast<std::uint64_t>(*items));
        const auto item = catalogue.by_row(static_cast<std::int64_t>(row));
        if (!item) return std::unexpected{failure_of(item.error())};
        if (!*item) continue;
        const auto found = catalogue.barcodes((*item)->item.id);
        if (!found) return std::unexpected{failure_of(found.error())};
        const auto digits = [](const pos::catalog::Barcode& barcode) {
            return barcode.kind == pos::catalog::BarcodeKind::gtin;
        };
        const auto gtin = std::ranges::find_if(*found, digits);
        if (gtin != found->end()) codes.push_back(gtin->text);
    }
    return codes;
}

/// A sale of so many lines as a cashier rings it up, with some searching in between.
bool ring_up(Hands& hands, std::size_t lines) {
    static const std::string kWords[] = {"choco", "milk", "smoked", "or", "strawb", "250"};
    bool done = true;
    for (std::size_t line = 0; line < lines && done; ++line) {
        done = line % 9 == 8 ? hands.several() : hands.scan();
        if (done && line % 6 == 5)
            done = hands.search(kWords[line / 6 % std::size(kWords)]) && hands.walk_cart();
        if (done && line % 10 == 9) done = hands.tap(760, 230);
    }
    return done && hands.pay();
}

}  // namespace

Outcome<std::vector<Row>> start_rows(const TillSetup& setup) {
    Starts ignored;
    for (const auto& where : {setup.big, setup.small}) {
        if (auto done = start_once(setup, where, ignored); !done)
            return std::unexpected{done.error()};
    }
    Starts big;
    Starts small;
    const int rounds = setup.quick ? 1 : 9;
    for (int round = 0; round < rounds; ++round) {
        const bool big_first = round % 2 == 0;
        for (const bool of_big : {big_first, !big_first}) {
            auto done =
                of_big ? start_once(setup, setup.big, big) : start_once(setup, setup.small, small);
            if (!done) return std::unexpected{done.error()};
        }
    }
    return std::vector<Row>{
        compared("till start to first frame", "ms", big.took_ms, small.took_ms, 1.2),
        compared("till memory at that moment", "MB", big.resident_mb, small.resident_mb, 1.3)};
}

Outcome<std::vector<Row>> frame_rows(const TillSetup& setup) {
    const std::size_t lines = setup.quick ? 6 : 50;
    auto codes = codes_of(setup.big, lines);
    if (!codes) return std::unexpected{codes.error()};
    Hands hands{std::move(*codes)};
    auto run = TillRun::start(setup.program, setup.big, setup.scratch);
    if (!run) return std::unexpected{run.error()};
    run->settle(kQuiet);
    const std::size_t before = run->frames().size();
    const int sales = setup.quick ? 1 : 2;
    for (int sale = 0; sale < sales; ++sale) {
        if (!ring_up(hands, lines)) return refuse("xdotool could not type into the till.");
        run->settle(kQuiet);
    }
    Samples own;
    Samples busy;
    Samples raster;
    for (const DrawnFrame& frame : std::span{run->frames()}.subspan(before)) {
        own.add(frame.own);
        busy.add(frame.busy);
        raster.add(frame.raster);
    }
    if (own.size() == 0) return refuse("The till drew nothing although keys were pressed.");
    constexpr double kLimitMs = 4;
    Row row{.name = "frame",
            .title = "input to drawn frame, our part",
            .unit = "ms",
            .ours = {ms(busy.median()), ms(busy.p99())},
            .floor = std::nullopt,
            .ratio = std::nullopt,
            .target = "p99 ≤ 4 ms"};
    row.met = *row.ours.p99 <= kLimitMs;
    row.note = fmt::format(
        "{} frames at 1280x800, processor time of the window's thread; by the clock, sharing the "
        "cores with software that rasters, {:.2f} ms, p99 {:.2f} ms; rasterising {:.1f} ms, p99 "
        "{:.1f} ms",
        own.size(), ms(own.median()), ms(own.p99()), ms(raster.median()), ms(raster.p99()));
    return std::vector<Row>{std::move(row)};
}

Outcome<std::vector<Row>> idle_rows(const TillSetup& setup) {
    const Nanoseconds span = setup.quick ? 2s : 20s;
    auto run = TillRun::start(setup.program, setup.big, setup.scratch);
    if (!run) return std::unexpected{run.error()};
    run->settle(kQuiet);
    std::this_thread::sleep_for(kQuiet);
    // The clock on the screen is drawn anew each minute: that is no idle frame.
    const auto into_minute = std::chrono::system_clock::now().time_since_epoch() % 1min;
    if (into_minute + span + 1s > 1min) std::this_thread::sleep_for(1min - into_minute + 1s);
    const std::size_t frames = run->frames().size();
    const Nanoseconds used = run->process().processor_time();
    const Stopwatch watch;
    std::this_thread::sleep_for(span);
    const double share = 100 * ms(run->process().processor_time() - used) / ms(watch.elapsed());
    const auto drawn = static_cast<double>(run->frames().size() - frames);
    constexpr double kShareMax = 0.5;
    return std::vector<Row>{Row{.name = "idle",
                                .title = "idle till, frames drawn",
                                .unit = "frames",
                                .ours = {drawn, std::nullopt},
                                .floor = std::nullopt,
                                .ratio = std::nullopt,
                                .target = "0",
                                .met = drawn == 0,
                                .note = fmt::format("in {:.0f} s", ms(span) / 1e3)},
                            Row{.name = "idle",
                                .title = "idle till, share of a core",
                                .unit = "%",
                                .ours = {share, std::nullopt},
                                .floor = std::nullopt,
                                .ratio = std::nullopt,
                                .target = "< 0.5 %",
                                .met = share < kShareMax,
                                .note = {}}};
}

}  // namespace app::core::bench
