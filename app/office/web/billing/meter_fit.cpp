// The first counter of a service point, or one where another was removed before.
#include <mutex>

#include "app/core/billing/readings.hpp"
#include "app/office/web/billing/meter_parts.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/figures.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"

namespace app::office::web::billing {

namespace {

/// What is typed of a counter, or what is wrong with it, in words.
std::expected<core::billing::NewCounter, std::string> counter_typed(Call& call) {
    const Words& words = call.words;
    const auto digits = scaled_figure(field(call.form, "digits"), 0, words);
    const auto decimals = scaled_figure(field(call.form, "decimals"), 0, words);
    if (!digits || !decimals || *digits < 1 || *digits > pos::billing::meter::kDigitsMax ||
        *decimals < 0 || *decimals > pos::billing::meter::kDecimalsMax) {
        return std::unexpected{words["billing_face_wrong"]};
    }
    auto multiplier = plain_figure(field(call.form, "multiplier"), words);
    auto begins = plain_figure(field(call.form, "begins"), words);
    if (!multiplier || !begins) return std::unexpected{words["billing_figure_wrong"]};
    return core::billing::NewCounter{.point = pos::locale::clean_name(field(call.form, "point")),
                                     .meter = pos::locale::clean_name(field(call.form, "meter")),
                                     .serial = pos::locale::clean_name(field(call.form, "serial")),
                                     .digits = static_cast<unsigned>(*digits),
                                     .decimals = static_cast<unsigned>(*decimals),
                                     .multiplier = std::move(*multiplier),
                                     .figure = std::move(*begins),
                                     .at = field(call.form, "at")};
}

/// Where it stands then, or why not, in words.
std::expected<std::string, std::string> fit(Call& call) {
    const auto counter = counter_typed(call);
    if (!counter) return std::unexpected{counter.error()};
    if (counter->point.empty() || counter->meter.empty()) {
        return std::unexpected{call.words["billing_fit_what"]};
    }
    const std::scoped_lock lock{call.office.changing};
    auto books = open_books(call);
    if (!books) return std::unexpected{in_words(books.error(), call.words)};
    const auto done = core::billing::fit_counter(*books, *counter, call.now, call.office.random);
    if (!done) return std::unexpected{in_words(done.error(), call.words)};
    return meter_link(counter->point, counter->meter) + (done->again ? "&was=again" : "&was=taken");
}

}  // namespace

Answer meter_fit_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const Words& words = call.words;
    std::string refusal;
    if (call.is_post()) {
        auto to = fit(call);
        if (to) return GoTo{std::move(*to)};
        refusal = std::move(to.error());
    }
    const auto typed = [&](const char* name, const char* otherwise) {
        return call.is_post() ? field(call.form, name) : std::string{otherwise};
    };
    Data data;
    data.set("places", places_html(call));
    data.set("title", words["billing_fit"]);
    data.set("about", words["billing_fit_about"]);
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("mark", call.mark);
    data.set("point", call.is_post() ? field(call.form, "point") : field(call.query, "point"));
    data.set("meter", typed("meter", ""));
    data.set("serial", typed("serial", ""));
    data.set("digits", typed("digits", "6"));
    data.set("decimals", typed("decimals", "0"));
    data.set("multiplier", typed("multiplier", "1"));
    data.set("begins", typed("begins", "0"));
    data.set("at", typed("at", ""));
    for (const char* text :
         {"billing_meters", "billing_meter_point", "billing_fit_counts", "billing_fit_counts_about",
          "billing_meter_serial", "billing_digits", "billing_decimals", "billing_multiplier",
          "billing_begins", "billing_fit_when", "billing_read_when_about", "billing_fit"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    return Page{.title = words["billing_fit"],
                .body = render("billing_meter_fit", std::move(data)),
                .status = refusal.empty() ? 200 : 409};
}

}  // namespace app::office::web::billing
