// Everything there is, as files that are written to the disk first and then sent piece by piece: a
// million rows take no more memory than a hundred.
#include <stdlib.h>

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

namespace app::office::web {

namespace {

namespace exports = core::exports;
namespace fs = std::filesystem;

/// A folder of this program's own that is gone with this.
class ScratchFolder {
public:
    ScratchFolder() {
        const auto folder = fs::temp_directory_path(ignored_);
        if (ignored_) return;
        std::string path = (folder / "counterfoil-export-XXXXXX").string();
        if (::mkdtemp(path.data()) != nullptr) path_ = path;
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ~ScratchFolder() {
        if (!path_.empty()) fs::remove_all(path_, ignored_);
    }
    /// Empty where none could be made.
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
    std::error_code ignored_;
};

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

/// Writes it; nothing where the disk, or the database, does not let it.
std::shared_ptr<syncing::server::FileBody> write_export(Call& call, const Offered& what,
                                                        const fs::path& folder) {
    const bool csv = what.name.ends_with(".csv");
    const std::string to = (folder / (csv ? "tables" : what.name)).string();
    auto writer = csv                            ? exports::csv_writer(to)
                  : what.name.ends_with(".xlsx") ? exports::workbook_writer(to)
                                                 : exports::json_writer(to);
    if (!writer || !exports::export_all(call.db, **writer, {.only = what.table})) return nullptr;
    return syncing::server::FileBody::of(csv ? (fs::path{to} / what.name).string() : to);
}

Page export_refused(const Call& call, const char* why, int status) {
    Data data;
    data.set("title", call.words["export_all"]);
    data.set("about", call.words[why]);
    data.set("home", call.words["to_overview"]);
    return {.title = call.words["export_all"], .body = render("error", data), .status = status};
}

Answer file_page(Call& call, const Offered& what) {
    const std::unique_lock alone{call.office.exporting, std::try_to_lock};
    if (!alone) return export_refused(call, "export_busy", 429);
    const ScratchFolder scratch;
    auto written = scratch.path().empty() ? nullptr : write_export(call, what, scratch.path());
    if (!written) return export_refused(call, "export_failed", 503);
    Page page;
    page.file = PageFile{"", what.type, "counterfoil-" + what.name, std::move(written)};
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
    for (const std::string& table : exports::table_names()) {
        add(table + ".csv", table + ".csv");
        add(table + ".json", table + ".json");
    }
    Data data;
    data.set("title", words["export_all"]);
    data.set("about", words["export_all_about"]);
    data.set("files", files);
    return Page{.title = words["export_all"], .body = render("export", data)};
}

}  // namespace app::office::web
