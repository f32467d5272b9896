#include "tests/unit/house/arrows.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace house {
namespace {

/// A folder, what its files may include beside the folder itself, and what they may not although
/// an entry of `may` covers it.
struct Rule {
    std::string_view folder;
    std::vector<std::string_view> may;
    std::vector<std::string_view> never;
};

/// The first rule whose folder holds the file counts.
const std::vector<Rule>& rules() {
    static const std::vector<Rule> all{
        {"pos/base", {}, {}},
        {"pos/money", {"pos/base"}, {}},
        {"pos/locale", {"pos/money", "pos/base"}, {}},
        {"pos/xml", {"pos/base"}, {}},
        {"pos/billing", {"pos/tax", "pos/xml", "pos/locale", "pos/money", "pos/base"}, {}},
        {"pos", {"pos"}, {"pos/store"}},
        {"drivers", {"pos/document", "pos/locale", "pos/money", "pos/base"}, {}},
        {"sync", {"pos"}, {}},
        {"app/core", {"pos", "drivers", "sync"}, {}},
        {"app/till/ui", {"pos", "app/core/keys"}, {"pos/store"}},
        {"app/till/screens", {"app/till/ui", "app/core", "pos"}, {"pos/store"}},
        {"app/till", {"app/core", "pos", "drivers", "sync"}, {}},
        {"app/office", {"app/core", "pos", "drivers", "sync"}, {}},
        {"app/counterfoil", {"app/core", "pos", "drivers", "sync"}, {}},
        {"tests", {"app", "pos", "drivers", "sync"}, {}},
    };
    return all;
}

bool any_holds(const std::vector<std::string_view>& folders, std::string_view path) {
    return std::ranges::any_of(folders, [&](std::string_view f) { return lies_in(path, f); });
}

/// pos/store is a folder of pos and may include the others; the rule for pos keeps them from it.
bool allowed(const Rule& rule, std::string_view from, std::string_view to) {
    if (lies_in(from, "pos/store")) return lies_in(to, "pos");
    if (rule.folder != "pos" && lies_in(to, rule.folder)) return true;
    return any_holds(rule.may, to) && !any_holds(rule.never, to);
}

/// Headers from outside by what they bring in; a header belongs to the first entry it begins with.
struct Library {
    std::string_view header;
    std::string_view what;
};
constexpr std::array kLibraries{
    Library{"imgui", "window"},        Library{"backends/imgui", "window"},
    Library{"misc/", "window"},        Library{"GLFW/", "window"},
    Library{"GL/", "window"},          Library{"X11/", "window"},
    Library{"sqlite3", "database"},    Library{"libpq", "database"},
    Library{"libusb", "device"},       Library{"termios", "device"},
    Library{"linux/", "device"},       Library{"curl/", "network"},
    Library{"boost/asio", "network"},  Library{"boost/beast", "network"},
    Library{"sys/socket", "network"},  Library{"netinet/", "network"},
    Library{"arpa/", "network"},       Library{"netdb", "network"},
    Library{"openssl/ssl", "network"}, Library{"libxml/", "xml"},
};

std::string_view library_of(std::string_view header) {
    for (const Library& library : kLibraries) {
        if (header.starts_with(library.header)) return library.what;
    }
    return {};
}

bool is_view(std::string_view path) {
    return path.ends_with("_view.hpp") || path.ends_with("_view.cpp");
}

/// Why a file must not include a library of this sort; empty where it may.
std::string_view refused_library(std::string_view path, std::string_view what) {
    const bool store = lies_in(path, "pos/store");
    if (what == "database" && !store) return "only pos/store sees a database library";
    if (what == "window" && !lies_in(path, "app/till")) return "only app/till sees the window";
    if (what == "window" && lies_in(path, "app/till/screens") && !is_view(path))
        return "in a screen only its *_view files draw";
    if (what == "xml" && !lies_in(path, "pos/xml")) return "only pos/xml sees the XML library";
    if (what == "device" && !lies_in(path, "drivers") && !store) return "only drivers see devices";
    if (what == "network" && (lies_in(path, "pos") || lies_in(path, "app/till")))
        return "the business and the till open no socket";
    return {};
}

using Index = std::map<std::string, const File*, std::less<>>;

Index index_of(const std::vector<File>& files) {
    Index index;
    for (const File& file : files) index.emplace(file.path, &file);
    return index;
}

/// Follows our own includes from `file` and collects the first library header met on each way.
void reach(const Index& index, const File& file, std::set<std::string>& seen,
           std::vector<std::string>& way, std::vector<std::string>& found) {
    if (!seen.insert(file.path).second) return;
    way.push_back(file.path);
    for (const Include& include : includes_of(file.text)) {
        if (include.quoted) {
            const auto next = index.find(include.path);
            if (next != index.end()) reach(index, *next->second, seen, way, found);
        } else if (!library_of(include.path).empty()) {
            std::string text = "reaches <" + include.path + ">";
            for (std::size_t i = way.size(); i > 1; --i) text += " through " + way[i - 1];
            found.push_back(text);
        }
    }
    way.pop_back();
}

/// "pos/sale/cart.hpp" → "pos/sale"; empty for a file that lies in no folder of pos.
std::string pos_folder(std::string_view path) {
    if (!lies_in(path, "pos")) return {};
    const std::size_t end = path.find('/', 4);
    return end == std::string_view::npos ? std::string{} : std::string{path.substr(0, end)};
}

using Graph = std::map<std::string, std::set<std::string>>;

/// The nodes from which no circle can be reached fall away, round by round; what is left is bad.
void drop_leaves(Graph& graph) {
    for (bool dropped = true; dropped;) {
        dropped = false;
        for (auto node = graph.begin(); node != graph.end();) {
            std::erase_if(node->second, [&](const auto& to) { return !graph.contains(to); });
            dropped = dropped || node->second.empty();
            node = node->second.empty() ? graph.erase(node) : std::next(node);
        }
    }
}

}  // namespace

std::vector<Include> includes_of(std::string_view text) {
    std::vector<Include> includes;
    int number = 0;
    for (std::string_view line : lines_of(text)) {
        ++number;
        const auto skip_blanks = [&] {
            line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
        };
        skip_blanks();
        if (!line.starts_with('#')) continue;
        line.remove_prefix(1);
        skip_blanks();
        if (!line.starts_with("include")) continue;
        line.remove_prefix(7);
        skip_blanks();
        if (line.empty() || (line[0] != '"' && line[0] != '<')) continue;
        const bool quoted = line[0] == '"';
        const std::size_t end = line.find(quoted ? '"' : '>', 1);
        includes.push_back({std::string{line.substr(1, end - 1)}, quoted, number});
    }
    return includes;
}

std::vector<Finding> wrong_arrows(const std::vector<File>& files) {
    const Index index = index_of(files);
    std::vector<Finding> findings;
    for (const File& file : files) {
        if (!is_code(file.path)) continue;
        const auto rule = std::ranges::find_if(
            rules(), [&](const Rule& r) { return lies_in(file.path, r.folder); });
        if (rule == rules().end()) {
            findings.push_back({file.path, 0, "code lies in no folder of the design"});
            continue;
        }
        for (const Include& include : includes_of(file.text)) {
            if (!include.quoted) continue;
            if (!index.contains(include.path)) {
                findings.push_back({file.path, include.line, "no such file: " + include.path});
            } else if (!allowed(*rule, file.path, include.path)) {
                findings.push_back(
                    {file.path, include.line, "wrong arrow: may not include " + include.path});
            }
        }
    }
    return findings;
}

std::vector<Finding> wrong_libraries(const std::vector<File>& files) {
    std::vector<Finding> findings;
    for (const File& file : files) {
        if (!is_code(file.path) || lies_in(file.path, "tests")) continue;
        for (const Include& include : includes_of(file.text)) {
            if (include.quoted) continue;
            std::string_view reason = refused_library(file.path, library_of(include.path));
            if (lies_in(file.path, "pos/base") && include.path.find_first_of("./") < 64)
                reason = "pos/base needs the standard library only";
            if (reason.empty()) continue;
            findings.push_back(
                {file.path, include.line, "<" + include.path + ">: " + std::string{reason}});
        }
    }
    return findings;
}

std::vector<Finding> unclean_models(const std::vector<File>& files) {
    const Index index = index_of(files);
    std::vector<Finding> findings;
    for (const File& file : files) {
        if (!is_code(file.path) || !lies_in(file.path, "app/till/screens") || is_view(file.path))
            continue;
        std::set<std::string> seen;
        std::vector<std::string> way;
        std::vector<std::string> found;
        reach(index, file, seen, way, found);
        for (const std::string& what : found) findings.push_back({file.path, 0, what});
    }
    return findings;
}

std::vector<Finding> circles(const std::vector<File>& files) {
    Graph graph;
    for (const File& file : files) {
        const std::string from = pos_folder(file.path);
        if (from.empty() || !is_code(file.path)) continue;
        for (const Include& include : includes_of(file.text)) {
            const std::string to = include.quoted ? pos_folder(include.path) : std::string{};
            if (!to.empty() && to != from) graph[from].insert(to);
        }
    }
    drop_leaves(graph);
    std::vector<Finding> findings;
    for (const auto& [from, targets] : graph) {
        for (const std::string& to : targets)
            findings.push_back({from, 0, "in or above a circle, by way of " + to});
    }
    return findings;
}

}  // namespace house
