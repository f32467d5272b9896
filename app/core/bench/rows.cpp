#include "app/core/bench/rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <optional>

#include "app/core/bench/contest.hpp"
#include "app/core/bench/process.hpp"
#include "app/core/bench/receipt_contest.hpp"
#include "app/core/bench/sale_contest.hpp"
#include "app/core/bench/scan_contest.hpp"
#include "app/core/bench/search_contest.hpp"
#include "app/core/bench/takings_contest.hpp"
#include "app/core/bench/till_rows.hpp"
#include "app/core/display/virtual_display.hpp"

namespace app::core::bench {

namespace {

constexpr std::uint64_t kQuickItems = 20'000;
constexpr std::uint64_t kReceipts = 18'786;  // nine months of a real shop
constexpr std::uint64_t kQuickReceipts = 1'500;

double us(Nanoseconds time) {
    return static_cast<double>(time.count()) / 1e3;
}

Figure figure(const Samples& samples) {
    return {us(samples.median()), us(samples.p99())};
}

/// Measures row after row; shops that several rows need are made once.
class Measuring {
public:
    Measuring(const Options& options, const Scratch& scratch, const OnStep& on_step)
        : options_{options}, scratch_{scratch}, on_step_{on_step} {
        if (options_.quick && options_.catalogue.file.empty())
            options_.catalogue.items = std::min(options_.catalogue.items, kQuickItems);
        report.folder = scratch.path().string();
        report.in_memory = scratch.in_memory();
    }

    Report report;

    Outcome<void> all() {
        using Measure = Outcome<void> (Measuring::*)();
        constexpr std::pair<std::string_view, Measure> kAll[] = {
            {"sale", &Measuring::sale},       {"import", &Measuring::import},
            {"scan", &Measuring::scan},       {"search", &Measuring::search},
            {"takings", &Measuring::takings}, {"receipt", &Measuring::receipt},
            {"start", &Measuring::till}};
        for (const auto& [name, measure] : kAll) {
            const bool wanted_here = name == "start" ? any_of_till() : wanted(name);
            if (!wanted_here) continue;
            if (auto done = (this->*measure)(); !done) return done;
        }
        return {};
    }

private:
    bool wanted(std::string_view name) const {
        return options_.names.empty() ||
               std::ranges::find(options_.names, name) != options_.names.end();
    }
    bool any_of_till() const { return wanted("start") || wanted("frame") || wanted("idle"); }
    void step(const std::string& what) const { on_step_(what); }
    std::size_t times(std::size_t full) const { return options_.quick ? full / 10 : full; }

    Outcome<Sides> run(Outcome<std::unique_ptr<Contest>> contest) {
        if (!contest) return std::unexpected{contest.error()};
        return interleave(**contest, {});
    }

    Outcome<void> sale() {
        step("Selling");
        const auto sides = run(sale_contest(scratch_, times(2'000)));
        if (!sides) return std::unexpected{sides.error()};
        Row row{.name = "sale",
                .title = "durable sale of 10 lines",
                .unit = "µs",
                .ours = figure(sides->ours),
                .floor = figure(sides->floor),
                .target = "≤ 1.4 ×"};
        row.ratio = row.ours.middle / row.floor->middle;
        row.met = *row.ratio <= 1.4;
        report.rows.push_back(std::move(row));
        return {};
    }

    /// The big shop, once.
    Outcome<void> need_big_shop(bool against_floor) {
        if (big_) return {};
        step(fmt::format("Importing {} items", options_.catalogue.file.empty()
                                                   ? std::to_string(options_.catalogue.items)
                                                   : options_.catalogue.file));
        auto made = make_big_shop(scratch_, "big", options_.catalogue, against_floor);
        if (!made) return std::unexpected{made.error()};
        big_ = std::move(*made);
        report.items = big_->items;
        return {};
    }

    Outcome<void> import() {
        if (auto done = need_big_shop(true); !done) return done;
        const auto a_second = [&](Nanoseconds took) {
            return static_cast<double>(big_->items) * 1e6 / us(took);
        };
        Row row{.name = "import",
                .title = "import of items",
                .unit = "items/s",
                .ours = {a_second(big_->import_took), std::nullopt},
                .floor = Figure{a_second(big_->floor_took), std::nullopt},
                .target = "≥ 0.5 ×"};
        row.ratio = row.ours.middle / row.floor->middle;
        row.met = *row.ratio >= 0.5;
        report.rows.push_back(std::move(row));
        return {};
    }

    Outcome<void> scan() {
        if (auto done = need_big_shop(false); !done) return done;
        step("Scanning");
        const auto sides = run(scan_contest(big_->where, times(3'000)));
        if (!sides) return std::unexpected{sides.error()};
        constexpr double kAllowanceUs = 50;
        Row row{.name = "scan",
                .title = "scan to re-priced 50-line cart",
                .unit = "µs",
                .ours = figure(sides->ours),
                .floor = figure(sides->floor),
                .target = "≤ 2 × + 50 µs"};
        row.ratio = row.ours.middle / row.floor->middle;
        row.met = row.ours.middle <= 2 * row.floor->middle + kAllowanceUs;
        report.rows.push_back(std::move(row));
        return {};
    }

    Outcome<void> search() {
        if (auto done = need_big_shop(false); !done) return done;
        step("Searching");
        const auto against = [&](SearchFloor floor) {
            return run(search_contest(big_->where, times(3'000), floor));
        };
        const auto sides = against(SearchFloor::texts);
        if (!sides) return std::unexpected{sides.error()};
        const auto index = against(SearchFloor::index);
        if (!index) return std::unexpected{index.error()};
        constexpr double kP99Us = 30'000;
        Row row{.name = "search",
                .title = "search, each keystroke",
                .unit = "µs",
                .ours = figure(sides->ours),
                .floor = figure(sides->floor),
                .target = "≤ 2 ×, p99 ≤ 30 ms"};
        row.ratio = row.ours.middle / row.floor->middle;
        row.note = fmt::format(
            "the floor reads the texts that are ranked; row numbers alone, of which no answer can "
            "be made, take {:.0f} µs, p99 {:.0f} µs",
            us(index->floor.median()), us(index->floor.p99()));
        row.met =
            *row.ratio <= 2 && *row.ours.p99 <= 2 * *row.floor->p99 && *row.ours.p99 <= kP99Us;
        report.rows.push_back(std::move(row));
        return {};
    }

    Outcome<void> takings() {
        step("Trading for nine months");
        const auto shop = make_traded_shop(scratch_, options_.quick ? kQuickReceipts : kReceipts);
        if (!shop) return std::unexpected{shop.error()};
        step("Reading takings");
        if (auto done = takings(*shop, Period::day, "takings of a day"); !done) return done;
        return takings(*shop, Period::month, "takings of a month");
    }

    /// The breakdown that does worst.
    Outcome<void> takings(const TradedShop& shop, Period period, const char* title) {
        using pos::report::TakingsBy;
        constexpr std::pair<TakingsBy, const char*> kBy[] = {{TakingsBy::day, "day"},
                                                             {TakingsBy::hour, "hour"},
                                                             {TakingsBy::department, "department"},
                                                             {TakingsBy::tender, "tender"},
                                                             {TakingsBy::cashier, "cashier"}};
        std::optional<Row> worst;
        std::string all;
        for (const auto& [by, word] : kBy) {
            const auto sides = run(takings_contest(shop, period, by, times(2'000)));
            if (!sides) return std::unexpected{sides.error()};
            Row row{.name = "takings",
                    .title = title,
                    .unit = "µs",
                    .ours = figure(sides->ours),
                    .floor = figure(sides->floor),
                    .target = "≤ 2 ×"};
            row.ratio = row.ours.middle / row.floor->middle;
            all += fmt::format("{}{} {:.2f}", all.empty() ? "" : ", ", word, *row.ratio);
            if (!worst || *row.ratio > *worst->ratio) worst = std::move(row);
        }
        worst->met = *worst->ratio <= 2;
        worst->note = fmt::format("worst of {}; after {} receipts", all, shop.receipts);
        report.rows.push_back(std::move(*worst));
        return {};
    }

    Outcome<void> receipt() {
        step("Printing receipts");
        const auto encoded = interleave(*receipt_contest(ReceiptWork::bytes, times(3'000)), {});
        if (!encoded) return std::unexpected{encoded.error()};
        constexpr double kEncodedUs = 500;
        Row row{.name = "receipt",
                .title = "receipt of 40 lines to printer bytes",
                .unit = "µs",
                .ours = figure(encoded->ours),
                .floor = figure(encoded->floor),
                .target = "≤ 500 µs"};
        row.ratio = row.ours.middle / row.floor->middle;
        row.note = "the floor turns its plain text into the printer's characters, nothing more";
        row.met = row.ours.middle <= kEncodedUs;
        report.rows.push_back(std::move(row));

        const ReceiptBytes bytes = receipt_bytes();
        Row size{.name = "receipt",
                 .title = "bytes of a receipt of text alone",
                 .unit = "bytes",
                 .ours = {static_cast<double>(bytes.printer), std::nullopt},
                 .floor = Figure{static_cast<double>(bytes.text), std::nullopt},
                 .target = "≤ 1.15 ×"};
        size.ratio = size.ours.middle / size.floor->middle;
        size.met = *size.ratio <= 1.15;
        report.rows.push_back(std::move(size));

        if (auto done = pictures(ReceiptWork::picture, "receipt to a picture"); !done) return done;
        return pictures(ReceiptWork::paper, "printer bytes to a picture of the paper");
    }

    Outcome<void> pictures(ReceiptWork work, const char* title) {
        const auto sides = interleave(*receipt_contest(work, times(300)), {});
        if (!sides) return std::unexpected{sides.error()};
        const auto a_second = [](const Samples& samples) { return 1e6 / us(samples.median()); };
        constexpr double kASecond = 100;
        Row row{.name = "receipt",
                .title = title,
                .unit = "pictures/s",
                .ours = {a_second(sides->ours), std::nullopt},
                .floor = Figure{a_second(sides->floor), std::nullopt},
                .target = "≥ 100/s"};
        row.ratio = row.ours.middle / row.floor->middle;
        row.note = "the floor writes the finished picture as PNG, nothing more";
        row.met = row.ours.middle >= kASecond;
        report.rows.push_back(std::move(row));
        return {};
    }

    Outcome<void> till() {
        if (!std::filesystem::exists(options_.till)) {
            report.left_out.push_back(fmt::format(
                "Not measured: the till's window; there is no program {}.", options_.till));
            return {};
        }
        std::optional<VirtualDisplay> display;
        if (is_installed("Xvfb")) {
            auto started = VirtualDisplay::start(1280, 800);
            if (started) display.emplace(std::move(*started));
        }
        if (!display && std::getenv("DISPLAY") == nullptr) {
            report.left_out.emplace_back(
                "Not measured: the till's window; install xvfb, or run this on a desktop.");
            return {};
        }
        if (auto done = need_big_shop(false); !done) return done;
        auto small = make_big_shop(scratch_, "small", {.items = kSmallShop, .file = {}}, false);
        if (!small) return std::unexpected{small.error()};
        return till({.program = options_.till,
                     .big = big_->where,
                     .small = small->where,
                     .scratch = scratch_,
                     .quick = options_.quick});
    }

    Outcome<void> till(const TillSetup& setup) {
        const auto add = [&](Outcome<std::vector<Row>> rows) -> Outcome<void> {
            if (!rows) return std::unexpected{rows.error()};
            std::ranges::move(*rows, std::back_inserter(report.rows));
            return {};
        };
        if (wanted("start")) {
            step("Starting the till");
            if (auto done = add(start_rows(setup)); !done) return done;
        }
        if (wanted("frame") && !is_installed("xdotool")) {
            report.left_out.emplace_back(
                "Not measured: input to drawn frame; install xdotool, which presses the keys.");
        } else if (wanted("frame")) {
            step("Ringing up in the till's window");
            if (auto done = add(frame_rows(setup)); !done) return done;
        }
        if (!wanted("idle")) return {};
        step("Leaving the till alone");
        return add(idle_rows(setup));
    }

    Options options_;
    const Scratch& scratch_;
    const OnStep& on_step_;
    std::optional<BigShop> big_;
};

}  // namespace

Outcome<Report> measure(const Options& options, const OnStep& on_step) {
    auto scratch = Scratch::make(options.dir);
    if (!scratch) return std::unexpected{scratch.error()};
    Measuring measuring{options, *scratch, on_step};
    if (auto done = measuring.all(); !done) return std::unexpected{done.error()};
    return std::move(measuring.report);
}

}  // namespace app::core::bench
