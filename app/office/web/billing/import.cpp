// What was kept elsewhere before comes in from tables.
#include <algorithm>
#include <mutex>
#include <utility>

#include "app/core/billing/takeover/take_over.hpp"
#include "app/core/imports/table_trouble.hpp"
#include "app/office/web/billing/clerk.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/refusal.hpp"
#include "app/office/web/table_import.hpp"

namespace app::office::web::billing {

namespace {

namespace imports = core::imports;
namespace takeover = core::billing::takeover;
using core::tabular::MapEntry;
using takeover::Kind;

constexpr const char* kPath = "/billing/import";

/// What a kind is called.
std::string kind_text(Kind kind) {
    return "takeover_kind_" + std::string{takeover::word_of(kind)};
}

std::string label_of(Kind kind, std::string_view field) {
    return "takeover_" + std::string{takeover::word_of(kind)} + "_" + std::string{field};
}

core::meter::DateOrder dates_of(const Fields& said) {
    const std::string typed = field(said, "dates");
    if (typed == "dmy") return core::meter::DateOrder::day_first;
    if (typed == "mdy") return core::meter::DateOrder::month_first;
    return core::meter::DateOrder::automatic;
}

ImportOutcome taken_over(Office& office, const imports::OpenTable& open,
                         const core::tabular::Options& how, takeover::Options options,
                         const std::string& by, pos::Instant now,
                         const ImportJob::OnProgress& on_progress) {
    auto file = open(how);
    if (!file) return std::unexpected{imports::table_trouble(file.error())};
    TakenOver taken;
    options.on_refusal = [&](const takeover::Refused& one) {
        if (taken.refused.size() < static_cast<std::size_t>(kExportRowsMax)) {
            taken.refused.push_back(one);
        }
    };
    options.may_go_on = [&](std::uint64_t rows) { return on_progress({rows}); };
    const std::scoped_lock lock{office.changing};
    auto books =
        core::billing::BillingBooks::open(office.where, office.store, by, now, office.random);
    if (!books) return std::unexpected{books.error()};
    auto report = takeover::take_over(*books, *file, options, now, office.random);
    if (!report) return std::unexpected{report.error()};
    taken.report = *report;
    return taken;
}

/// A table of one of those kinds on its way in.
class ImportPage final : public TableImport {
public:
    ImportPage(Call& call, Kind kind, BroughtFile file)
        : TableImport{call,
                      std::move(file),
                      {.path = kPath,
                       .title = call.words[kind_text(kind)],
                       .jobs = "takeover",
                       .kind = std::string{takeover::word_of(kind)},
                       .read_by = {"kind", "dates"}}},
          kind_{kind} {}

private:
    std::expected<imports::LookedAt, std::string> look() override {
        auto looked = imports::look_at(opener_of(file()));
        if (!looked) {
            const auto* const input = std::get_if<core::tabular::InputError>(&looked.error());
            return std::unexpected{input == nullptr
                                       ? words()["refused_unreadable_table"]
                                       : in_words(imports::table_trouble(*input), words())};
        }
        mapping_ = takeover::guess(kind_, looked->columns, told());
        find_missing();
        return std::move(*looked);
    }

    Work work(bool is_look) const override {
        return [&office = call().office, open = opener_of(file()), how = looked().how,
                asked = options(is_look), by = call().user.name,
                now = call().now](const ImportJob::OnProgress& on_progress) {
            return taken_over(office, open, how, asked, by, now, on_progress);
        };
    }

    /// What keeps the whole file from being read.
    std::string failure_words(const core::Failure& failure) const override {
        return missing_.empty() ? in_words(failure, words())
                                : words().with("takeover_why_field_missing", {{"about", missing_}});
    }

    std::vector<ImportField> fields() const override {
        std::vector<ImportField> all;
        for (const takeover::Field& each : takeover::fields_of(kind_)) {
            const std::string name{each.names.field};
            const auto mapped = std::ranges::find(mapping_, name, &MapEntry::field);
            all.push_back({.name = name,
                           .label = words()[label_of(kind_, name)],
                           .is_required = each.is_required,
                           .column = mapped == mapping_.end() ? std::string{} : mapped->column});
        }
        return all;
    }

    std::vector<RowSaid> refused() const override {
        std::vector<RowSaid> rows;
        for (const takeover::Refused& one : std::get<TakenOver>(*tried()).refused) {
            rows.push_back({one.line, one.column, refused_words(one.why, one.failure)});
        }
        return rows;
    }

    void put_own(Data& data) const override {
        data.set("places", places_html(call()));
        data.set("has_dates", true);
        data.set("dmy", field(said(), "dates") == "dmy");
        data.set("mdy", field(said(), "dates") == "mdy");
    }

    /// The columns that somebody named; one that is named empty is none.
    std::vector<MapEntry> told() const {
        std::vector<MapEntry> told;
        for (const takeover::Field& each : takeover::fields_of(kind_)) {
            const std::string name{each.names.field};
            const auto found = said().find("map_" + name);
            if (found != said().end()) told.push_back({name, found->second});
        }
        return told;
    }

    takeover::Options options(bool dry_run) const {
        takeover::Options options;
        options.kind = kind_;
        options.mapping = mapping_;
        options.decimal_sign = decimal_sign_of(said());
        options.dates = dates_of(said());
        options.skip_bad = skips_bad();
        options.dry_run = dry_run;
        return options;
    }

    /// A refusal that names a field names it as this page does.
    std::string refused_words(const takeover::Why& why, const core::Failure& failure) const {
        if (why.reason == takeover::Reason::other) return in_words(failure, words());
        const std::string label = label_of(kind_, why.about);
        return words().with("takeover_why_" + std::string{word_of(why.reason)},
                            {{"about", words().has(label) ? words()[label] : why.about}});
    }

    /// The first field that has no column and must have one.
    void find_missing() {
        for (const takeover::Field& each : takeover::fields_of(kind_)) {
            const bool is_there =
                std::ranges::find(mapping_, each.names.field, &MapEntry::field) != mapping_.end();
            if (!each.is_required || is_there) continue;
            missing_ = words()[label_of(kind_, each.names.field)];
            return;
        }
    }

    Kind kind_;
    std::vector<MapEntry> mapping_;
    std::string missing_;
};

/// What was done, from the address that said so.
std::string done_words(const Call& call) {
    const std::string done = field(call.query, "done");
    if (done == "stopped") return imported_words(call);
    const auto kind = takeover::kind_of(done);
    if (!kind) return {};
    return call.words[kind_text(*kind)] + ": " + imported_words(call);
}

Answer choose_page(Call& call, const std::string& refusal) {
    const Words& words = call.words;
    Data kinds{Data::type::list};
    const std::string chosen = field(call.is_post() ? call.form : call.query, "kind");
    for (const Kind kind : takeover::kKinds) {
        const std::string word{takeover::word_of(kind)};
        std::string columns;
        for (const takeover::Field& each : takeover::fields_of(kind)) {
            const std::string label = words[label_of(kind, each.names.field)];
            columns += (columns.empty() ? "" : ", ") + label + (each.is_required ? "*" : "");
        }
        Data one;
        one.set("kind", word);
        one.set("name", words["takeover_kind_" + word]);
        one.set("about", words["takeover_kind_" + word + "_about"]);
        one.set("columns", columns);
        one.set("chosen", word == chosen);
        kinds.push_back(one);
    }
    const std::string done = done_words(call);
    Data data;
    data.set("places", places_html(call));
    data.set("title", words["takeover"]);
    data.set("about", words["takeover_about"]);
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("done", done);
    data.set("has_done", !done.empty());
    data.set("mark", call.mark);
    data.set("action", kPath);
    data.set("kinds", kinds);
    for (const char* text : {"takeover_kind", "takeover_choose", "takeover_look",
                             "takeover_choose_about", "takeover_what"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    return Page{.title = words["takeover"],
                .body = render("billing_import_choose", std::move(data)),
                .status = refusal.empty() ? 200 : 409};
}

Answer take_file(Call& call) {
    const auto kind = takeover::kind_of(field(call.form, "kind"));
    if (!kind) return choose_page(call, call.words["takeover_no_kind"]);
    auto token = keep_brought(call);
    if (!token) return token.error();
    if (!*token) return choose_page(call, call.words["takeover_no_file"]);
    return GoTo{kPath +
                query_of({{"file", **token}, {"kind", std::string{takeover::word_of(*kind)}}})};
}

}  // namespace

Answer import_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    if (call.is_post() && call.form.contains("table.name")) return take_file(call);
    const Fields& said = call.is_post() ? call.form : call.query;
    const std::string token = field(said, "file");
    if (call.is_post() && field(said, "what") == "stop") return stop_import(call, kPath);
    if (token.empty()) {
        return choose_page(call, call.is_post() ? call.words["takeover_no_file"] : "");
    }
    auto file = brought_file(call, token);
    if (!file) return file.error();
    const auto kind = takeover::kind_of(field(said, "kind"));
    if (!*file || !kind) return choose_page(call, call.words["takeover_file_gone"]);
    return ImportPage{call, *kind, std::move(*file)}.answer();
}

}  // namespace app::office::web::billing
