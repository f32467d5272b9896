#include "tests/unit/house/tree.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace house {
namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

/// Names that .gitignore leaves out at the top level: its lines of the form `/name` or `/name/`.
std::set<std::string> ignored_names(const fs::path& root) {
    std::set<std::string> names;
    const std::string text = read_file(root / ".gitignore");
    for (std::string_view line : lines_of(text)) {
        if (!line.starts_with('/')) continue;
        line.remove_prefix(1);
        if (line.ends_with('/')) line.remove_suffix(1);
        names.emplace(line);
    }
    return names;
}

}  // namespace

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

bool holds_word(std::string_view line, std::string_view word) {
    for (std::size_t at = line.find(word); at != line.npos; at = line.find(word, at + 1)) {
        const bool begins = at == 0 || !is_word(line[at - 1]);
        const bool ends = at + word.size() == line.size() || !is_word(line[at + word.size()]);
        if (begins && ends) return true;
    }
    return false;
}

bool is_code(std::string_view path) {
    return path.ends_with(".hpp") || path.ends_with(".cpp");
}

bool lies_in(std::string_view path, std::string_view folder) {
    return path.starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '/';
}

std::vector<std::string> top_level(const std::string& root) {
    const std::set<std::string> ignored = ignored_names(root);
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator{root}) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with('.') && !ignored.contains(name)) names.push_back(name);
    }
    std::ranges::sort(names);
    return names;
}

std::vector<File> read_tree(const std::string& root) {
    std::vector<File> files;
    const auto take = [&](const fs::path& path) {
        File file{fs::relative(path, root).generic_string(), read_file(path)};
        if (file.text.find('\0') == std::string::npos) files.push_back(std::move(file));
    };
    for (const std::string& name : top_level(root)) {
        const fs::path top = fs::path{root} / name;
        if (fs::is_regular_file(top)) take(top);
        if (!fs::is_directory(top)) continue;
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator{top}) {
            if (entry.is_regular_file()) take(entry.path());
        }
    }
    std::ranges::sort(files, {}, &File::path);
    return files;
}

std::string render(const std::vector<Finding>& findings) {
    std::string text;
    for (const Finding& finding : findings) {
        text += finding.path;
        if (finding.line > 0) text += ':' + std::to_string(finding.line);
        text += ": " + finding.what + '\n';
    }
    return text;
}

}  // namespace house
