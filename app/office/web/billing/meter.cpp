// One sort of counting at a service point: its counters, what they showed, and what was used.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <mutex>
#include <optional>

#include "app/core/billing/readings.hpp"
#include "app/core/meter/words.hpp"
#include "app/office/web/billing/meter_parts.hpp"
#include "app/office/web/billing/moves.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/figures.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"
#include "pos/locale/unit_sign.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/subscriptions.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;
namespace meter = pos::billing::meter;
using core::billing::BillingBooks;
using core::billing::ReadingTaken;

constexpr std::size_t kReadings = 200;
constexpr unsigned kUsedDecimals = 3;

Cell source_cell(meter::Source source, const Words& words) {
    switch (source) {
        case meter::Source::actual:
            return {"actual", words["billing_read_actual"]};
        case meter::Source::customer:
            return {"customer", words["billing_read_customer"]};
        case meter::Source::estimated:
            return {"estimated", words["billing_read_estimated"], "", Mark::warning};
    }
    return {};
}

Table counters_table(const meter::Register& counters, const pos::locale::Zone& zone,
                     const Words& words) {
    Table table{
        "counters",
        words["billing_counters"],
        columns(words, {"meter_serial", "face", "multiplier", "fitted", "first_figure", "state"},
                {"multiplier", "first_figure"}),
        {}};
    for (const auto& one : counters) {
        const auto& face = one.counter;
        const bool read = !one.readings.empty();
        table.rows.push_back(
            {{face.serial},
             {fmt::format("{}.{}", face.digits, face.decimals),
              words.with("billing_face_of", {{"digits", std::to_string(face.digits)},
                                             {"decimals", std::to_string(face.decimals)}})},
             figure_cell(face.multiplier, words),
             read ? Cell{zone.local(one.readings.front().at)} : Cell{},
             read ? figure_cell(one.readings.front().figure, words) : Cell{},
             one.removed ? Cell{"removed", words["billing_meter_removed"], "", Mark::muted}
                         : Cell{"stands", words["billing_meter_stands"], "", Mark::good}});
    }
    return table;
}

/// What one counter measured between two of its readings.
Cell used_cell(const meter::Installed& installed, const meter::Reading& from,
               const meter::Reading& to, const Words& words) {
    const auto advanced =
        meter::consumption({installed}, from.at, to.at, core::billing::kReadingPolicy);
    if (!advanced) return {std::monostate{}, "–", "", Mark::muted};
    // An estimate has all its decimals for bills and files; people read a few.
    const auto near =
        pos::round_at(advanced->quantity, kUsedDecimals, pos::RoundingMode::half_away);
    return {figure_cell(advanced->quantity, words).value, figure_cell(near, words).shown};
}

/// The latest first.
Table readings_table(const meter::Register& counters, const pos::locale::Zone& zone,
                     const Words& words) {
    Table table{"readings",
                words["billing_readings"],
                columns(words, {"read_at", "meter_serial", "figure", "used", "read_by", "state"},
                        {"figure", "used"}),
                {},
                words["billing_no_readings"]};
    for (std::size_t at = counters.size(); at-- > 0;) {
        const auto& installed = counters[at];
        const auto& readings = installed.readings;
        for (std::size_t i = readings.size(); i-- > 0 && table.rows.size() < kReadings;) {
            const bool last = installed.removed && i + 1 == readings.size();
            Cell what{};
            if (i == 0) what = {"fitted", words["billing_counter_fitted"], "", Mark::muted};
            if (last) what = {"removed", words["billing_meter_removed"], "", Mark::muted};
            table.rows.push_back(
                {{zone.local(readings[i].at)},
                 {installed.counter.serial},
                 figure_cell(readings[i].figure, words),
                 i == 0 ? Cell{} : used_cell(installed, readings[i - 1], readings[i], words),
                 source_cell(readings[i].source, words),
                 std::move(what)});
        }
    }
    return table;
}

/// What one visit of the page comes to.
class MeterPage {
public:
    MeterPage(Call& call, stored::StoredRegister at)
        : call_{call}, words_{call.words}, register_{std::move(at)} {}

    /// Where to go on, or nothing: then the page is shown.
    std::optional<Answer> carry_out() {
        if (!call_.is_manager()) return NoPage{403};
        const bool exchanges = field(call_.form, "what") == "exchange";
        core::billing::NewReading reading{.point = register_.point,
                                          .meter = register_.meter,
                                          .figure = {},
                                          .at = field(call_.form, "at"),
                                          .last = field(call_.form, "last") == "1",
                                          .sure = field(call_.form, "sure") == "1"};
        if (field(call_.form, "by") == "customer") reading.source = meter::Source::customer;
        core::billing::NewCounter counter;
        if (!figure(exchanges ? "final" : "figure", reading.figure)) return std::nullopt;
        if (exchanges && !face(counter)) return std::nullopt;

        const std::scoped_lock lock{call_.office.changing};
        auto books = open_books(call_);
        if (!books) return refused(books.error());
        const auto done = exchanges ? core::billing::exchange_counter(
                                          *books, reading, counter, call_.now, call_.office.random)
                                    : core::billing::take_reading(*books, reading, call_.now);
        if (!done) return refused(done.error());
        return GoTo{meter_link(register_.point, register_.meter) +
                    (done->again ? "&was=again" : "&was=taken")};
    }

    Answer show() {
        const auto owners = stored::owners_of_point(call_.db, register_.point);
        if (!owners) return pos::store::to_store_error(owners.error());
        // Its times are told, and typed, by the clocks of whoever has the point.
        auto zone = owners->empty() ? office_zone(call_.db) : zone_named(owners->back().zone);
        if (!zone) return zone.error();
        std::vector<Table> tables{counters_table(register_.counters, *zone, words_),
                                  readings_table(register_.counters, *zone, words_)};
        const std::string title = register_.point + " · " + pos::locale::unit_sign(register_.meter);
        Data data;
        data.set("places", places_html(call_));
        data.set("title", title);
        data.set("about", about(*owners));
        data.set("refusal", refusal_.empty() ? "" : refusal_html(refusal_));
        const std::string was = field(call_.query, "was");
        data.set("has_note", was == "taken" || was == "again");
        data.set("note", was == "taken"   ? words_["billing_reading_taken"]
                         : was == "again" ? words_["billing_reading_again"]
                                          : std::string{});
        data.set("counters", to_html(tables[0], words_));
        data.set("readings", to_html(tables[1], words_));
        const bool stands = !register_.counters.empty() && !register_.counters.back().removed;
        data.set("can_enter", call_.is_manager() && stands);
        data.set("can_move", call_.is_manager());
        data.set("move", move_link(register_.point));
        data.set("t_move", words_["billing_move"]);
        put_forms(data);
        Page page{title, render("billing_meter", std::move(data)), std::move(tables),
                  "meter-" + register_.point, refusal_.empty() ? 200 : 409};
        return page;
    }

private:
    static pos::store::Answer<pos::locale::Zone> zone_named(const std::string& name) {
        auto zone = pos::locale::Zone::open(name);
        if (!zone) return std::unexpected{pos::store::StoreError{}};
        return std::move(*zone);
    }

    std::string about(const std::vector<stored::PointOwner>& owners) const {
        if (owners.empty()) return words_["billing_nobodys_about"];
        return words_.with("billing_meter_of",
                           {{"subscription", owners.back().number}, {"zone", owners.back().zone}});
    }

    std::optional<Answer> refused(const core::Failure& failure) {
        refusal_ = in_words(failure, words_);
        doubtful_ = core::is_doubt(failure.why);
        return std::nullopt;
    }

    bool figure(const char* name, std::string& into) {
        auto plain = plain_figure(field(call_.form, name), words_);
        if (plain) into = std::move(*plain);
        if (!plain) refusal_ = words_["billing_figure_wrong"];
        return plain.has_value();
    }

    /// What is typed of the next counter.
    bool face(core::billing::NewCounter& counter) {
        counter.serial = pos::locale::clean_name(field(call_.form, "serial"));
        const auto digits = scaled_figure(field(call_.form, "digits"), 0, words_);
        const auto decimals = scaled_figure(field(call_.form, "decimals"), 0, words_);
        if (!digits || !decimals || *digits < 1 || *digits > meter::kDigitsMax || *decimals < 0 ||
            *decimals > meter::kDecimalsMax) {
            refusal_ = words_["billing_face_wrong"];
            return false;
        }
        counter.digits = static_cast<unsigned>(*digits);
        counter.decimals = static_cast<unsigned>(*decimals);
        return figure("multiplier", counter.multiplier) && figure("begins", counter.figure);
    }

    void put_forms(Data& data) {
        const bool again = !refusal_.empty();
        const bool exchanges = field(call_.form, "what") == "exchange";
        const auto typed = [&](bool whose, const char* name, std::string otherwise = {}) {
            return again && whose ? field(call_.form, name) : std::move(otherwise);
        };
        const meter::Counter face =
            register_.counters.empty() ? meter::Counter{} : register_.counters.back().counter;
        data.set("figure", typed(!exchanges, "figure"));
        data.set("at", typed(!exchanges, "at"));
        data.set("by_customer", again && field(call_.form, "by") == "customer");
        data.set("last", again && !exchanges && field(call_.form, "last") == "1");
        data.set("final", typed(exchanges, "final"));
        data.set("exchanged_at", typed(exchanges, "at"));
        data.set("serial", typed(exchanges, "serial"));
        data.set("digits", typed(exchanges, "digits", std::to_string(face.digits)));
        data.set("decimals", typed(exchanges, "decimals", std::to_string(face.decimals)));
        data.set("multiplier",
                 typed(exchanges, "multiplier", typed_figure(to_string(face.multiplier), words_)));
        data.set("begins", typed(exchanges, "begins", "0"));
        data.set("ask_sure", doubtful_ && !exchanges);
        data.set("ask_sure_final", doubtful_ && exchanges);
        data.set("mark", call_.mark);
        data.set("action", "/billing/meters/meter" +
                               query_of({{"point", register_.point}, {"meter", register_.meter}}));
        for (const char* text :
             {"billing_enter", "billing_figure", "billing_figure_about", "billing_read_when",
              "billing_read_when_about", "billing_read_by", "billing_read_actual",
              "billing_read_customer", "billing_counter_last", "billing_sure", "billing_exchange",
              "billing_exchange_about", "billing_final", "billing_meter_serial", "billing_digits",
              "billing_decimals", "billing_multiplier", "billing_begins"}) {
            data.set(std::string{"t_"} + text, words_[text]);
        }
    }

    Call& call_;
    const Words& words_;
    stored::StoredRegister register_;
    std::string refusal_;
    bool doubtful_{false};  // taken once somebody says that it is right all the same
};

}  // namespace

std::string meter_link(const std::string& point, const std::string& meter) {
    return "/billing/meters/meter" + query_of({{"point", point}, {"meter", meter}});
}

Cell figure_cell(const pos::Exact& figure, const Words& words) {
    const std::string plain = to_string(figure);
    return {Figure{plain}, decimal(plain, 0, words)};
}

Answer meter_page(Call& call) {
    const auto found =
        stored::register_of(call.db, field(call.query, "point"), field(call.query, "meter"));
    if (!found) return pos::store::to_store_error(found.error());
    if (!*found)
        return missing(call, "billing_no_meter", "billing_no_meter_about", "/billing/meters");
    MeterPage page{call, **found};
    if (call.is_post()) {
        if (auto done = page.carry_out()) return std::move(*done);
    }
    return page.show();
}

}  // namespace app::office::web::billing
