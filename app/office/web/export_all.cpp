// Everything there is, as files that are written to the disk first and then sent piece by piece: a
// million rows take no more memory than a hundred.
#include <algorithm>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "app/core/export/export_shop.hpp"
#include "app/office/web/page.hpp"
#include "app/office/web/scratch_folder.hpp"

namespace app::office::web {

namespace {

namespace exports = core::exports;
namespace fs = std::filesystem;

/// One of the files that are offered.
struct Offered {
    std::string name;   // "receipts.csv"
    std::string table;  // empty: all of them
    std::string type;
};

std::optional<Offered> offered(std::string_view name) {
    if (name == "everything.xlsx") {
        return Offered{std::string{name}, "",
                       "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"};
    }
    if (name == "everything.json") return Offered{std::string{name}, "", "application/json"};
    for (const char* ending : {".csv", ".json"}) {
        if (!name.ends_with(ending)) continue;
        const std::string table{name.substr(0, name.size() - std::string_view{ending}.size())};
        const auto known = exports::table_names();
        if (std::ranges::find(known, table) == known.end()) return std::nullopt;
        return Offered{std::string{name}, table,
                       std::string_view{ending} == ".csv"
                           ? "text/csv; charset=utf-8; header=present"
                           : "application/json"};
    }
    return std::nullopt;
}

using Body = std::shared_ptr<syncing::server::FileBody>;

/// Writes it.
///
/// errors: the disk, or the database, does not let it
core::Outcome<Body> write_export(Call& call, const Offered& what) {
    const ScratchFolder scratch{ScratchFolder::usual_place()};
    if (scratch.path().empty()) {
        return std::unexpected{core::Failure{core::FailureKind::environment,
                                             "nothing can be written to the temporary folder",
                                             core::Why::other, "no_temporary_folder"}};
    }
    const bool csv = what.name.ends_with(".csv");
    const std::string to = (scratch.path() / (csv ? "tables" : what.name)).string();
    auto writer = csv                            ? exports::csv_writer(to)
                  : what.name.ends_with(".xlsx") ? exports::workbook_writer(to)
                                                 : exports::json_writer(to);
    if (!writer) return std::unexpected{writer.error()};
    const auto done = exports::export_all(call.db, **writer, {.only = what.table});
    if (!done) return std::unexpected{done.error()};
    auto body = syncing::server::FileBody::of(csv ? (fs::path{to} / what.name).string() : to);
    if (body == nullptr) {
        return std::unexpected{core::Failure{core::FailureKind::environment, to + " cannot be read",
                                             core::Why::other, "cannot_read"}};
    }
    return body;
}

/// By its name, where it has one: a database's own words may hold what lies in it.
std::string reason_of(const core::Failure& failure) {
    if (!failure.about.empty()) return failure.about;
    return failure.why == core::Why::database ? "database" : failure.words;
}

Page export_refused(const Call& call, const char* why, int status) {
    Data data;
    data.set("title", call.words["export_all"]);
    data.set("about", call.words[why]);
    data.set("home", call.words["to_overview"]);
    return {.title = call.words["export_all"], .body = render("error", data), .status = status};
}

Answer file_page(Call& call, const Offered& what) {
    Page page;
    page.file = PageFile{"", what.type, "counterfoil-" + what.name, nullptr, true};
    if (call.request.method == "HEAD") return page;  // of which the body is thrown away
    const std::unique_lock alone{call.office.exporting, std::try_to_lock};
    if (!alone) return export_refused(call, "export_busy", 429);
    auto written = write_export(call, what);
    if (!written) {
        if (call.office.tell) {
            call.office.tell("The export " + what.name + " failed: " + reason_of(written.error()));
        }
        return export_refused(call, "export_failed", 503);
    }
    page.file->on_disk = std::move(*written);
    return page;
}

}  // namespace

Answer export_page(Call& call) {
    const Words& words = call.words;
    if (call.path != "/export") {
        const auto what = offered(std::string_view{call.path}.substr(8));
        if (!what) return NoPage{};
        return file_page(call, *what);
    }
    Data files{Data::type::list};
    const auto add = [&](const std::string& name, const std::string& shown) {
        Data one;
        one.set("link", "/export/" + name);
        one.set("name", shown);
        files.push_back(one);
    };
    add("everything.xlsx", words["export_all_book"]);
    add("everything.json", words["export_all_json"]);
    Table tables{"tables",
                 words["export_all_tables"],
                 {{"what", words["export_all_what"]}, {"csv", "CSV"}, {"json", "JSON"}},
                 {}};
    for (const std::string& name : exports::table_names()) {
        const auto file = [&](const char* ending) {
            return Cell{name + ending, "", "/export/" + name + ending};
        };
        tables.rows.push_back({{name, words["export_of_" + name]}, file(".csv"), file(".json")});
    }
    Data data;
    data.set("title", words["export_all"]);
    data.set("about", words["export_all_about"]);
    data.set("files", files);
    data.set("tables", to_html(tables, words));
    return Page{.title = words["export_all"], .body = render("export", data)};
}

}  // namespace app::office::web
