#include "app/office/web/table_import.hpp"

#include <algorithm>
#include <utility>

#include "app/office/web/figures.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/base/assert.hpp"
#include "pos/store/office/import_jobs.hpp"

namespace app::office::web {

namespace {

namespace uploads = pos::store::office;

/// A page shows so many rows that something is said of; its exports have more.
constexpr std::size_t kSaidRowsShown = 200;

/// What is counted of every kind of table.
struct ImportCounts {
    std::uint64_t rows{0};
    std::uint64_t added{0};
    std::uint64_t changed{0};
    std::uint64_t unchanged{0};
    std::uint64_t refused{0};
    bool kept{false};
};
ImportCounts counts_of(const ImportReport& report) {
    const auto counts = [](const auto& of) {
        return ImportCounts{of.rows, of.added, of.changed, of.unchanged, of.refused, of.kept};
    };
    const auto* goods = std::get_if<GoodsTaken>(&report);
    return goods != nullptr ? counts(goods->report) : counts(std::get<TakenOver>(report).report);
}

std::string count_in_words(std::uint64_t count, const Words& words) {
    return words.locale().integer(static_cast<std::int64_t>(count));
}

Table said_rows_table(const char* key, const char* title, const char* what, Mark mark,
                      std::vector<RowSaid> rows, const Words& words) {
    Table table{key,
                words[title],
                {{"line", words["takeover_line"]},
                 {"column", words["takeover_column"]},
                 {"reason", words[what]}},
                {},
                {}};
    for (RowSaid& one : rows) {
        table.rows.push_back({{static_cast<std::int64_t>(one.line)},
                              {std::move(one.column)},
                              {std::move(one.words), "", "", mark}});
    }
    return table;
}

/// The first of its rows as `name`, how many more there are, and all of them for exports.
void put_rows(Data& data, const std::string& name, Table table, const Words& words,
              std::vector<Table>& tables) {
    Table few = table;
    const std::size_t more = few.rows.size() - std::min(few.rows.size(), kSaidRowsShown);
    few.rows.resize(few.rows.size() - more);
    data.set(name, few.rows.empty() ? "" : to_html(few, words));
    data.set(
        name + "_more",
        more == 0 ? "" : words.with("takeover_more", {{"count", count_in_words(more, words)}}));
    if (!table.rows.empty()) tables.push_back(std::move(table));
}

}  // namespace

TableImport::TableImport(Call& call, BroughtFile file, ImportPlace place)
    : call_{call}, file_{std::move(file)}, place_{std::move(place)} {
    for (const auto& [name, value] : call.is_post() ? call.form : call.query) {
        const bool is_said = name.starts_with("map_") || name == "file" || name == "decimal" ||
                             name == "skip_bad" ||
                             std::ranges::find(place_.read_by, name) != place_.read_by.end();
        if (is_said) said_.emplace(name, value);
    }
}

Answer TableImport::answer() {
    if (open()) {
        if (call_.is_post()) {
            if (auto gone = carry_out()) return std::move(*gone);
        } else if (field(call_.query, "what") == "import" && !at_once_) {
            if (auto gone = look_at_import()) return std::move(*gone);
        }
        if (auto tried = try_it(); !tried) return std::move(tried.error());
    }
    return show();
}

/// Whether it can be read.
bool TableImport::open() {
    auto looked = look();
    if (!looked) {
        refusal_ = std::move(looked.error());
        return false;
    }
    looked_ = std::move(*looked);
    at_once_ = !has_more_rows(opener_of(file_), looked_.how, kRowsAtOnce);
    return true;
}

/// Imports it while the page is asked for, once, in however many processes its form came in.
std::optional<Answer> TableImport::carry_out_at_once() {
    const auto claim = uploads::claim_import(call_.db, file_->token);
    if (!claim) return pos::store::to_store_error(claim.error());
    if (!*claim) {
        refusal_ = words()["takeover_desk_busy"];
        return std::nullopt;
    }
    // Whoever held it until now has imported it, perhaps.
    const auto there = brought_file(call_, file_->token);
    if (!there) return there.error();
    if (!*there) {
        refusal_ = words()["takeover_file_gone"];
        return std::nullopt;
    }
    return over(work(false)([](const ImportProgress&) { return true; }));
}

/// Imports it or has it imported. Where to go on, or nothing: then the page is shown.
std::optional<Answer> TableImport::carry_out() {
    if (at_once_) return carry_out_at_once();
    POS_ASSERT(call_.office.imports != nullptr);
    const auto begun = call_.office.imports->start(call_.db, job_to("import"), call_.now);
    if (!begun) return begun.error();
    if (*begun) return GoTo{address("import")};
    refusal_ = words()["takeover_desk_busy"];
    return std::nullopt;
}

/// The same of an import that a desk is at, or was.
std::optional<Answer> TableImport::look_at_import() {
    POS_ASSERT(call_.office.imports != nullptr);
    auto standing = call_.office.imports->standing(call_.db, key_of("import"), call_.now);
    if (!standing) return standing.error();
    standing_ = std::move(*standing);
    waits_ = is_importing_ = standing_.is_at_work();
    if (!standing_.came_to) return std::nullopt;
    auto gone = over(*standing_.came_to);
    is_over_ = !gone;
    return gone;
}

/// What it would do, unless something else is shown.
pos::store::Answer<void> TableImport::try_it() {
    if (waits_ || is_over_) return {};
    auto standing = looked_by(call_, job_to("look"), at_once_);
    if (!standing) return std::unexpected{std::move(standing.error())};
    standing_ = std::move(*standing);
    waits_ = !standing_.came_to;
    if (waits_) return {};
    const ImportOutcome& came_to = *standing_.came_to;
    if (came_to) {
        tried_ = &*came_to;
    } else if (refusal_.empty()) {
        refusal_ = failure_words(came_to.error());
    }
    return {};
}

/// What an import came to that is over.
std::optional<Answer> TableImport::over(const ImportOutcome& outcome) {
    if (!outcome) {
        refusal_ = failure_words(outcome.error());
        return std::nullopt;
    }
    const ImportCounts done = counts_of(*outcome);
    if (!done.kept) {
        refusal_ = words()["takeover_nothing_kept"];
        return std::nullopt;
    }
    if (auto gone = uploads::drop_upload(call_.db, file_->token); !gone) {
        return pos::store::to_store_error(gone.error());
    }
    return GoTo{place_.path + query_of({{"done", place_.kind},
                                        {"added", std::to_string(done.added)},
                                        {"changed", std::to_string(done.changed)},
                                        {"unchanged", std::to_string(done.unchanged)},
                                        {"refused", std::to_string(done.refused)}})};
}

Answer TableImport::show() const {
    const bool has_columns = !looked_.columns.empty();
    const std::string title =
        is_importing_ ? place_.title : words().with("takeover_not_yet", {{"what", place_.title}});
    Data data;
    data.set("title", title);
    data.set("about", words().with("takeover_file", {{"file", file_->file_name}}));
    data.set("refusal", refusal_.empty() ? "" : refusal_html(refusal_));
    data.set("desk", waits_ ? import_desk_html(call_, place_.path, file_->token, standing_) : "");
    data.set("mark", call_.mark);
    data.set("file", file_->token);
    data.set("kind", place_.kind);
    data.set("back", place_.path);
    data.set("fields", fields_data());
    data.set("has_columns", has_columns);
    data.set("comma", field(said_, "decimal") == "comma");
    data.set("point", field(said_, "decimal") == "point");
    data.set("preview",
             has_columns
                 ? to_html(first_rows_table(looked_.columns, looked_.rows, words()), words())
                 : "");
    put_own(data);
    std::vector<Table> tables;
    put_report(data, tables);
    for (const char* text :
         {"takeover_columns", "takeover_columns_about", "takeover_look_again", "takeover_would",
          "takeover_skip_bad", "takeover_import", "takeover_other_file", "takeover_decimal",
          "takeover_dates", "takeover_by_itself", "takeover_decimal_comma",
          "takeover_decimal_point", "takeover_dmy", "takeover_mdy"}) {
        data.set(std::string{"t_"} + text, words()[text]);
    }
    Page page{.title = title,
              .body = render("billing_import", std::move(data)),
              .file_name = "refused-rows",
              .status = refusal_.empty() ? 200 : 409,
              .refresh_s = waits_ ? kImportRefresh_s : 0};
    page.tables = std::move(tables);
    return page;
}

std::string TableImport::failure_words(const core::Failure& failure) const {
    return in_words(failure, words());
}

std::string TableImport::address(const std::string& what) const {
    Fields query = said_;
    query.insert_or_assign("what", what);
    return place_.path + whole_query(query);
}

std::string TableImport::key_of(const std::string& what) const {
    Fields query = said_;
    // Refused rows are told of either way.
    if (what == "look") query.erase("skip_bad");
    return place_.jobs + " " + what + " " + whole_query(query);
}

/// "import", or "look": it is only tried.
ImportJob TableImport::job_to(const std::string& what) const {
    const bool is_look = what == "look";
    return {.key = key_of(what),
            .file = file_->token,
            .is_look = is_look,
            .by = call_.user.name,
            .work = work(is_look)};
}

Data TableImport::fields_data() const {
    Data all{Data::type::list};
    for (const ImportField& each : fields()) {
        Data one;
        one.set("name", each.name);
        one.set("label", each.label);
        one.set("is_required", each.is_required);
        one.set("choices", column_choices(looked_.columns, each.column));
        all.push_back(one);
    }
    return all;
}

Data TableImport::facts() const {
    const ImportCounts counts = counts_of(*tried_);
    std::vector<ImportFigure> all{{"takeover_added", counts.added},
                                  {"takeover_changed", counts.changed},
                                  {"takeover_unchanged", counts.unchanged},
                                  {"takeover_refused_rows", counts.refused}};
    for (const ImportFigure& each : figures()) {
        if (each.count > 0) all.push_back(each);
    }
    Data list{Data::type::list};
    for (const auto& [text, count] : all) {
        Data one;
        one.set("name", words()[text]);
        one.set("value", count_in_words(count, words()));
        list.push_back(one);
    }
    return list;
}

void TableImport::put_report(Data& data, std::vector<Table>& tables) const {
    data.set("has_report", tried_ != nullptr);
    if (tried_ == nullptr) return;
    const ImportCounts counts = counts_of(*tried_);
    data.set("rows",
             words().with("takeover_rows", {{"count", count_in_words(counts.rows, words())}}));
    data.set("facts", facts());
    data.set("can_import", counts.refused < counts.rows);
    Table refused_rows = said_rows_table("refused", "takeover_refused", "takeover_reason",
                                         Mark::danger, refused(), words());
    Table noted_rows = said_rows_table("notes", "goods_import_notes", "goods_import_what_became",
                                       Mark::warning, noted(), words());
    data.set("has_refused", !refused_rows.rows.empty());
    data.set("has_notes", !noted_rows.rows.empty());
    put_rows(data, "refused_rows", std::move(refused_rows), words(), tables);
    put_rows(data, "noted_rows", std::move(noted_rows), words(), tables);
}

Answer stop_import(Call& call, const std::string& path) {
    POS_ASSERT(call.office.imports != nullptr);
    auto stopped = call.office.imports->stop(call.db, field(call.form, "file"));
    if (!stopped) return std::move(stopped.error());
    return GoTo{path + query_of({{"done", "stopped"}})};
}

std::string imported_words(const Call& call) {
    const Words& words = call.words;
    if (field(call.query, "done") == "stopped") return words["takeover_desk_stopped"];
    const auto count = [&](const char* name) {
        return words.locale().integer(scaled_figure(field(call.query, name), 0, words).value_or(0));
    };
    return words.with("takeover_done", {{"added", count("added")},
                                        {"changed", count("changed")},
                                        {"unchanged", count("unchanged")},
                                        {"refused", count("refused")}});
}

}  // namespace app::office::web
