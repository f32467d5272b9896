// What was kept elsewhere before comes in from a table: which of its columns is what, what it would
// add and change, and which rows are refused, before anything is kept.
#include <algorithm>
#include <mutex>
#include <optional>

#include "app/core/billing/takeover/take_over.hpp"
#include "app/office/web/billing/clerk.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/brought_table.hpp"
#include "app/office/web/figures.hpp"
#include "app/office/web/import_desk.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/base/assert.hpp"

namespace app::office::web::billing {

namespace {

namespace imports = core::imports;
namespace takeover = core::billing::takeover;
namespace uploads = pos::store::office;
using core::tabular::MapEntry;
using takeover::Kind;

constexpr const char* kPath = "/billing/import";
constexpr std::size_t kRefusedRows = 200;

std::string label_of(Kind kind, std::string_view field) {
    return "takeover_" + std::string{takeover::word_of(kind)} + "_" + std::string{field};
}

core::meter::DateOrder dates_of(const Fields& said) {
    const std::string typed = field(said, "dates");
    if (typed == "dmy") return core::meter::DateOrder::day_first;
    if (typed == "mdy") return core::meter::DateOrder::month_first;
    return core::meter::DateOrder::automatic;
}

/// One file on its way in, as the address or the form says it is to be read.
class ImportPage {
public:
    ImportPage(Call& call, Kind kind, BroughtFile file)
        : call_{call}, words_{call.words}, kind_{kind}, file_{std::move(file)} {
        for (const auto& [name, value] : call.is_post() ? call.form : call.query) {
            const bool is_said = name.starts_with("map_") || name == "file" || name == "kind" ||
                                 name == "decimal" || name == "dates" || name == "skip_bad";
            if (is_said) said_.emplace(name, value);
        }
        for (const takeover::Field& each : takeover::fields_of(kind_)) {
            const std::string name{each.names.field};
            const auto found = said_.find("map_" + name);
            if (found != said_.end()) told_.push_back({name, found->second});
        }
    }

    /// Whether it can be read.
    bool open() {
        const auto looked = imports::look_at(opener_of(file_));
        if (!looked) {
            refusal_ = words_["takeover_unreadable"];
            return false;
        }
        looked_ = *looked;
        mapping_ = takeover::guess(kind_, looked_.columns, told_);
        find_missing();
        at_once_ = !has_more_rows(opener_of(file_), looked_.how, kRowsAtOnce);
        return true;
    }
    bool has_large_file() const { return !at_once_; }

    /// Imports it or has it imported. Where to go on, or nothing: then the page is shown.
    std::optional<Answer> carry_out() {
        if (at_once_) return over(job_to("import").work([](const auto&) { return true; }));
        POS_ASSERT(call_.office.imports != nullptr);
        const auto begun = call_.office.imports->start(call_.db, job_to("import"), call_.now);
        if (!begun) return begun.error();
        if (*begun) return GoTo{address("import")};
        refusal_ = words_["takeover_desk_busy"];
        return std::nullopt;
    }
    /// The same of an import that a desk is at, or was.
    std::optional<Answer> look_at_import() {
        POS_ASSERT(call_.office.imports != nullptr);
        auto standing = call_.office.imports->standing(call_.db, key_of("import"), call_.now);
        if (!standing) return standing.error();
        standing_ = std::move(*standing);
        waits_ = standing_.is_at_work();
        if (!standing_.came_to) return std::nullopt;
        auto gone = over(*standing_.came_to);
        is_over_ = !gone;
        return gone;
    }

    /// What it would do, unless something else is shown.
    pos::store::Answer<void> try_it() {
        if (waits_ || is_over_) return {};
        auto standing = looked_by(call_, job_to("look"), at_once_);
        if (!standing) return std::unexpected{std::move(standing.error())};
        standing_ = std::move(*standing);
        waits_ = !standing_.came_to;
        if (waits_) return {};
        const ImportOutcome& came_to = *standing_.came_to;
        if (came_to) {
            const auto& tried = std::get<TakenOver>(*came_to);
            report_ = tried.report;
            refused_ = tried.refused;
        } else if (refusal_.empty()) {
            refusal_ = failure_words(came_to.error());
        }
        return {};
    }

    Answer show() {
        const std::string title =
            words_[std::string{"takeover_kind_"} + std::string{takeover::word_of(kind_)}];
        Data data;
        data.set("places", places_html(call_));
        data.set("title", title);
        data.set("about", words_.with("takeover_file", {{"file", file_->file_name}}));
        data.set("refusal", refusal_.empty() ? "" : refusal_html(refusal_));
        data.set("mark", call_.mark);
        data.set("desk", waits_ ? import_desk_html(call_, kPath, file_->token, standing_) : "");
        data.set("file", file_->token);
        data.set("kind", std::string{takeover::word_of(kind_)});
        data.set("back", kPath);
        data.set("fields", fields());
        data.set("has_columns", !looked_.columns.empty());
        data.set("comma", field(said_, "decimal") == "comma");
        data.set("point", field(said_, "decimal") == "point");
        data.set("has_dates", true);
        data.set("dmy", field(said_, "dates") == "dmy");
        data.set("mdy", field(said_, "dates") == "mdy");
        data.set("preview",
                 looked_.columns.empty()
                     ? ""
                     : to_html(first_rows_table(looked_.columns, looked_.rows, words_), words_));
        data.set("has_notes", false);
        std::vector<Table> tables;
        put_report(data, tables);
        for (const char* text :
             {"takeover_columns", "takeover_columns_about", "takeover_look_again", "takeover_would",
              "takeover_skip_bad", "takeover_import", "takeover_other_file", "takeover_decimal",
              "takeover_dates", "takeover_by_itself", "takeover_decimal_comma",
              "takeover_decimal_point", "takeover_dmy", "takeover_mdy"}) {
            data.set(std::string{"t_"} + text, words_[text]);
        }
        Page page{.title = title,
                  .body = render("billing_import", std::move(data)),
                  .file_name = "refused-rows",
                  .status = refusal_.empty() ? 200 : 409,
                  .refresh_s = waits_ ? kImportRefresh_s : 0};
        page.tables = std::move(tables);
        return page;
    }

private:
    std::string address(const std::string& what) const {
        Fields query = said_;
        query.insert_or_assign("what", what);
        return kPath + whole_query(query);
    }
    std::string key_of(const std::string& what) const {
        Fields query = said_;
        // Refused rows are told of either way.
        if (what == "look") query.erase("skip_bad");
        return "takeover " + what + " " + whole_query(query);
    }

    takeover::Options options(bool dry_run) const {
        takeover::Options options;
        options.kind = kind_;
        options.mapping = mapping_;
        options.decimal_sign = decimal_sign_of(said_);
        options.dates = dates_of(said_);
        options.skip_bad = field(said_, "skip_bad") == "yes";
        options.dry_run = dry_run;
        return options;
    }
    /// "import", or "look": it is only tried.
    ImportJob job_to(const std::string& what) const {
        return {.key = key_of(what),
                .file = file_->token,
                .is_look = what == "look",
                .by = call_.user.name,
                .work = [&office = call_.office, open = opener_of(file_), how = looked_.how,
                         asked = options(what == "look"), by = call_.user.name,
                         now = call_.now](const ImportJob::OnProgress& on_progress) {
                    return taken_over(office, open, how, asked, by, now, on_progress);
                }};
    }
    static ImportOutcome taken_over(Office& office, const imports::OpenTable& open,
                                    const core::tabular::Options& how, takeover::Options options,
                                    const std::string& by, pos::Instant now,
                                    const ImportJob::OnProgress& on_progress) {
        auto file = open(how);
        if (!file) {
            return std::unexpected{
                core::Failure{core::FailureKind::environment, to_string(file.error())}};
        }
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

    /// What an import came to that is over.
    std::optional<Answer> over(const ImportOutcome& report) {
        if (!report) {
            refusal_ = failure_words(report.error());
            return std::nullopt;
        }
        const auto& done = std::get<TakenOver>(*report).report;
        if (!done.kept) {
            refusal_ = words_["takeover_nothing_kept"];
            return std::nullopt;
        }
        if (auto gone = uploads::drop_upload(call_.db, file_->token); !gone) {
            return pos::store::to_store_error(gone.error());
        }
        const auto said = [](std::uint64_t count) { return std::to_string(count); };
        return GoTo{kPath + query_of({{"done", std::string{takeover::word_of(kind_)}},
                                      {"added", said(done.added)},
                                      {"changed", said(done.changed)},
                                      {"unchanged", said(done.unchanged)},
                                      {"refused", said(done.refused)}})};
    }

    /// A refusal that names a field names it as this page does.
    std::string refused_words(const takeover::Why& why, const core::Failure& failure) const {
        if (why.reason == takeover::Reason::other) return in_words(failure, words_);
        const std::string label = label_of(kind_, why.about);
        return words_.with("takeover_why_" + std::string{word_of(why.reason)},
                           {{"about", words_.has(label) ? words_[label] : why.about}});
    }

    /// What keeps the whole file from being read.
    std::string failure_words(const core::Failure& failure) const {
        return missing_.empty() ? in_words(failure, words_)
                                : words_.with("takeover_why_field_missing", {{"about", missing_}});
    }

    /// The first field that has no column and must have one.
    void find_missing() {
        for (const takeover::Field& each : takeover::fields_of(kind_)) {
            const bool is_there =
                std::ranges::find(mapping_, each.names.field, &MapEntry::field) != mapping_.end();
            if (!each.is_required || is_there) continue;
            missing_ = words_[label_of(kind_, each.names.field)];
            return;
        }
    }

    Data fields() const {
        Data all{Data::type::list};
        for (const takeover::Field& each : takeover::fields_of(kind_)) {
            const std::string name{each.names.field};
            const auto mapped = std::ranges::find(mapping_, name, &MapEntry::field);
            Data one;
            one.set("name", name);
            one.set("label", words_[label_of(kind_, name)]);
            one.set("is_required", each.is_required);
            one.set("choices",
                    column_choices(looked_.columns,
                                   mapped == mapping_.end() ? std::string{} : mapped->column));
            all.push_back(one);
        }
        return all;
    }

    Data facts() const {
        Data all{Data::type::list};
        const auto add = [&](const char* text, std::uint64_t count) {
            Data one;
            one.set("name", words_[text]);
            one.set("value", words_.locale().integer(static_cast<std::int64_t>(count)));
            all.push_back(one);
        };
        add("takeover_added", report_->added);
        add("takeover_changed", report_->changed);
        add("takeover_unchanged", report_->unchanged);
        add("takeover_refused_rows", report_->refused);
        return all;
    }

    void put_report(Data& data, std::vector<Table>& tables) const {
        data.set("has_report", report_.has_value());
        data.set("has_refused", !refused_.empty());
        if (!report_) return;
        const auto count = [&](std::uint64_t value) {
            return words_.locale().integer(static_cast<std::int64_t>(value));
        };
        data.set("rows", words_.with("takeover_rows", {{"count", count(report_->rows)}}));
        data.set("facts", facts());
        data.set("can_import", report_->refused < report_->rows);
        Table table{"refused",
                    words_["takeover_refused"],
                    {{"line", words_["takeover_line"]},
                     {"column", words_["takeover_column"]},
                     {"reason", words_["takeover_reason"]}},
                    {},
                    {}};
        for (const takeover::Refused& one : refused_) {
            table.rows.push_back({{static_cast<std::int64_t>(one.line)},
                                  {one.column},
                                  {refused_words(one.why, one.failure), "", "", Mark::danger}});
        }
        Table few = table;
        const bool more = few.rows.size() > kRefusedRows;
        if (more) few.rows.resize(kRefusedRows);
        data.set("refused_rows", few.rows.empty() ? "" : to_html(few, words_));
        data.set(
            "refused_rows_more",
            more ? words_.with("takeover_more", {{"count", count(refused_.size() - kRefusedRows)}})
                 : "");
        if (!table.rows.empty()) tables.push_back(std::move(table));
    }

    Call& call_;
    const Words& words_;
    Kind kind_;
    BroughtFile file_;
    Fields said_;  // the file, and how it is to be read
    std::vector<MapEntry> told_;
    imports::LookedAt looked_;
    std::vector<MapEntry> mapping_;
    std::optional<takeover::Report> report_;
    std::vector<takeover::Refused> refused_;
    std::string missing_;
    bool at_once_{true};
    bool waits_{false};  // for a desk
    ImportStanding standing_;
    bool is_over_{false};  // an import ended, and nothing was kept
    std::string refusal_;
};

/// What was done, from the address that said so.
std::string done_words(const Call& call) {
    const auto kind = takeover::kind_of(field(call.query, "done"));
    if (!kind) return {};
    const auto count = [&](const char* name) {
        const auto figure = scaled_figure(field(call.query, name), 0, call.words);
        return call.words.locale().integer(figure.value_or(0));
    };
    const Words& words = call.words;
    return words[std::string{"takeover_kind_"} + std::string{takeover::word_of(*kind)}] + ": " +
           words.with("takeover_done", {{"added", count("added")},
                                        {"changed", count("changed")},
                                        {"unchanged", count("unchanged")},
                                        {"refused", count("refused")}});
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
    const std::string what = field(said, "what");
    if (call.is_post() && what == "stop") {
        POS_ASSERT(call.office.imports != nullptr);
        auto stopped = call.office.imports->stop(call.db, token);
        if (!stopped) return std::move(stopped.error());
        return GoTo{kPath};
    }
    if (token.empty()) {
        return choose_page(call, call.is_post() ? call.words["takeover_no_file"] : "");
    }
    auto file = brought_file(call, token);
    if (!file) return file.error();
    const auto kind = takeover::kind_of(field(said, "kind"));
    if (!*file || !kind) return choose_page(call, call.words["takeover_file_gone"]);
    ImportPage page{call, *kind, std::move(*file)};
    if (page.open()) {
        if (call.is_post()) {
            if (auto gone = page.carry_out()) return std::move(*gone);
        } else if (what == "import" && page.has_large_file()) {
            if (auto gone = page.look_at_import()) return std::move(*gone);
        }
        if (auto tried = page.try_it(); !tried) return std::move(tried.error());
    }
    return page.show();
}

}  // namespace app::office::web::billing
