// What was kept elsewhere before comes in from a table: which of its columns is what, what it would
// add and change, and which rows are refused, before anything is kept.
#include <algorithm>
#include <mutex>
#include <optional>

#include "app/core/billing/takeover/take_over.hpp"
#include "app/core/imports/look_at.hpp"
#include "app/core/office/sign_in.hpp"
#include "app/office/web/billing/clerk.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/figures.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"
#include "pos/store/office/uploads.hpp"

namespace app::office::web::billing {

namespace {

namespace imports = core::imports;
namespace takeover = core::billing::takeover;
namespace uploads = pos::store::office;
using core::tabular::MapEntry;
using takeover::Kind;

constexpr const char* kPath = "/billing/import";
constexpr std::size_t kPreviewRows = 10;
constexpr std::size_t kRefusedRows = 200;
constexpr std::size_t kCellBytes = 60;

std::string label_of(Kind kind, std::string_view field) {
    return "takeover_" + std::string{takeover::word_of(kind)} + "_" + std::string{field};
}

/// One file on its way in, as the address or the form says it is to be read.
class ImportPage {
public:
    ImportPage(Call& call, Kind kind, uploads::Upload upload)
        : call_{call}, words_{call.words}, kind_{kind}, upload_{std::move(upload)} {
        said_ = call.is_post() ? &call.form : &call.query;
        for (const takeover::Field& each : takeover::fields_of(kind_)) {
            const std::string name{each.names.field};
            const auto found = said_->find("map_" + name);
            if (found != said_->end()) told_.push_back({name, found->second});
        }
    }

    /// What is wrong with the file or its columns, if anything; else it was tried.
    bool look() {
        const auto looked = imports::look_at([&](const auto& how) { return open(how); });
        if (!looked) {
            refusal_ = words_["takeover_unreadable"];
            return false;
        }
        looked_ = *looked;
        mapping_ = takeover::guess(kind_, looked_.columns, told_);
        find_missing();
        return true;
    }

    /// Carries the import out, or only tries it.
    core::Outcome<takeover::Report> take_over(bool dry_run) {
        auto file = open(looked_.how);
        if (!file) {
            return std::unexpected{
                core::Failure{core::FailureKind::environment, to_string(file.error())}};
        }
        takeover::Options options;
        options.kind = kind_;
        options.mapping = mapping_;
        options.decimal_sign = decimal_sign();
        options.dates = dates();
        options.skip_bad = field(*said_, "skip_bad") == "yes";
        options.dry_run = dry_run;
        refused_.clear();
        options.on_refusal = [&](const takeover::Refused& one) { refused_.push_back(one); };
        const std::scoped_lock lock{call_.office.changing};
        auto books = open_books(call_);
        if (!books) return std::unexpected{books.error()};
        return takeover::take_over(*books, *file, options, call_.now, call_.office.random);
    }

    void try_it() {
        auto tried = take_over(true);
        if (tried) {
            report_ = *tried;
        } else if (refusal_.empty()) {
            refusal_ = failure_words(tried.error());
        }
    }

    /// Where to go on, or nothing: then the page is shown.
    std::optional<Answer> carry_out() {
        const auto done = take_over(false);
        if (!done) {
            refusal_ = failure_words(done.error());
            return std::nullopt;
        }
        if (!done->kept) {
            refusal_ = words_["takeover_nothing_kept"];
            return std::nullopt;
        }
        if (auto gone = uploads::drop_upload(call_.db, upload_.token); !gone) {
            return pos::store::to_store_error(gone.error());
        }
        const auto said = [](std::uint64_t count) { return std::to_string(count); };
        return GoTo{kPath + query_of({{"done", std::string{takeover::word_of(kind_)}},
                                      {"added", said(done->added)},
                                      {"changed", said(done->changed)},
                                      {"unchanged", said(done->unchanged)},
                                      {"refused", said(done->refused)}})};
    }

    Answer show() {
        const std::string title =
            words_[std::string{"takeover_kind_"} + std::string{takeover::word_of(kind_)}];
        Data data;
        data.set("places", places_html(call_));
        data.set("title", title);
        data.set("about", words_.with("takeover_file", {{"file", upload_.file_name}}));
        data.set("refusal", refusal_.empty() ? "" : refusal_html(refusal_));
        data.set("mark", call_.mark);
        data.set("file", upload_.token);
        data.set("kind", std::string{takeover::word_of(kind_)});
        data.set("back", kPath);
        data.set("fields", fields());
        data.set("has_columns", !looked_.columns.empty());
        data.set("comma", field(*said_, "decimal") == "comma");
        data.set("point", field(*said_, "decimal") == "point");
        data.set("dmy", field(*said_, "dates") == "dmy");
        data.set("mdy", field(*said_, "dates") == "mdy");
        data.set("preview", looked_.columns.empty() ? "" : to_html(preview(), words_));
        std::vector<Table> tables;
        put_report(data, tables);
        for (const char* text :
             {"takeover_columns", "takeover_columns_about", "takeover_look_again", "takeover_would",
              "takeover_added", "takeover_changed", "takeover_unchanged", "takeover_refused_rows",
              "takeover_skip_bad", "takeover_import", "takeover_other_file", "takeover_decimal",
              "takeover_dates", "takeover_by_itself", "takeover_decimal_comma",
              "takeover_decimal_point", "takeover_dmy", "takeover_mdy"}) {
            data.set(std::string{"t_"} + text, words_[text]);
        }
        Page page{.title = title,
                  .body = render("billing_import", std::move(data)),
                  .file_name = "refused-rows",
                  .status = refusal_.empty() ? 200 : 409};
        page.tables = std::move(tables);
        return page;
    }

private:
    std::expected<core::tabular::Reader, core::tabular::InputError> open(
        const core::tabular::Options& how) const {
        auto input =
            core::tabular::unpacked(core::tabular::memory_input(upload_.bytes), upload_.file_name);
        if (!input) return std::unexpected{input.error()};
        return core::tabular::Reader::open(std::move(*input), upload_.file_name, how);
    }

    imports::DecimalSign decimal_sign() const {
        const std::string typed = field(*said_, "decimal");
        if (typed == "comma") return imports::DecimalSign::comma;
        if (typed == "point") return imports::DecimalSign::point;
        return imports::DecimalSign::either;
    }
    core::meter::DateOrder dates() const {
        const std::string typed = field(*said_, "dates");
        if (typed == "dmy") return core::meter::DateOrder::day_first;
        if (typed == "mdy") return core::meter::DateOrder::month_first;
        return core::meter::DateOrder::automatic;
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

    std::string column_name(std::size_t column) const {
        const std::string& name = looked_.columns[column];
        const bool unique = std::ranges::count(looked_.columns, name) == 1;
        return unique && !name.empty() ? name : "#" + std::to_string(column + 1);
    }

    Data fields() const {
        Data all{Data::type::list};
        for (const takeover::Field& each : takeover::fields_of(kind_)) {
            const std::string name{each.names.field};
            const auto mapped = std::ranges::find(mapping_, name, &MapEntry::field);
            Data choices{Data::type::list};
            for (std::size_t column = 0; column < looked_.columns.size(); ++column) {
                Data one;
                one.set("column", column_name(column));
                one.set("chosen",
                        mapped != mapping_.end() && mapped->column == column_name(column));
                choices.push_back(one);
            }
            Data one;
            one.set("name", name);
            one.set("label", words_[label_of(kind_, name)]);
            one.set("is_required", each.is_required);
            one.set("choices", choices);
            all.push_back(one);
        }
        return all;
    }

    Table preview() const {
        Table table{"preview", words_["takeover_preview"], {}, {}, words_["takeover_empty"]};
        for (std::size_t column = 0; column < looked_.columns.size(); ++column) {
            table.columns.push_back({std::to_string(column), column_name(column)});
        }
        for (const auto& row : looked_.rows) {
            if (table.rows.size() == kPreviewRows) break;
            auto& cells = table.rows.emplace_back();
            for (const std::string& cell : row) {
                cells.push_back({std::string{
                    pos::locale::cut_utf8(pos::locale::clean_name(cell), kCellBytes)}});
            }
        }
        return table;
    }

    void put_report(Data& data, std::vector<Table>& tables) const {
        data.set("has_report", report_.has_value());
        data.set("has_refused", !refused_.empty());
        if (!report_) return;
        const auto count = [&](std::uint64_t value) {
            return words_.locale().integer(static_cast<std::int64_t>(value));
        };
        data.set("rows", words_.with("takeover_rows", {{"count", count(report_->rows)}}));
        data.set("added", count(report_->added));
        data.set("changed", count(report_->changed));
        data.set("unchanged", count(report_->unchanged));
        data.set("refused", count(report_->refused));
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
        data.set("more", more ? words_.with("takeover_more",
                                            {{"count", count(refused_.size() - kRefusedRows)}})
                              : "");
        if (!table.rows.empty()) tables.push_back(std::move(table));
    }

    Call& call_;
    const Words& words_;
    Kind kind_;
    uploads::Upload upload_;
    const Fields* said_{nullptr};
    std::vector<MapEntry> told_;
    imports::LookedAt looked_;
    std::vector<MapEntry> mapping_;
    std::optional<takeover::Report> report_;
    std::vector<takeover::Refused> refused_;
    std::string missing_;
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
    std::string bytes = field(call.form, "table.bytes");
    if (bytes.empty()) {
        return choose_page(call, call.words["takeover_no_file"]);
    }
    uploads::Upload upload{core::random_token(call.office.random),
                           pos::locale::clean_name(field(call.form, "table.name")),
                           std::move(bytes), call.user.name, call.now};
    auto kept = uploads::keep_upload(call.db, upload);
    if (!kept) return pos::store::to_store_error(kept.error());
    return GoTo{kPath + query_of({{"file", upload.token},
                                  {"kind", std::string{takeover::word_of(*kind)}}})};
}

}  // namespace

Answer import_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    if (call.is_post() && call.form.contains("table.name")) return take_file(call);
    const Fields& said = call.is_post() ? call.form : call.query;
    const std::string token = field(said, "file");
    if (token.empty()) {
        return choose_page(call, call.is_post() ? call.words["takeover_no_file"] : "");
    }
    auto upload = uploads::upload_of(call.db, token, call.now);
    if (!upload) return pos::store::to_store_error(upload.error());
    const auto kind = takeover::kind_of(field(said, "kind"));
    if (!*upload || (*upload)->by != call.user.name || !kind) {
        return choose_page(call, call.words["takeover_file_gone"]);
    }
    ImportPage page{call, *kind, std::move(**upload)};
    if (page.look()) {
        if (call.is_post()) {
            if (auto done = page.carry_out()) return std::move(*done);
        }
        page.try_it();
    }
    return page.show();
}

}  // namespace app::office::web::billing
