// Goal: each command that the program has is told of in the README, so that whoever reads it finds
// that there is one. Method: the commands as the program names them, looked for in its lines.
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "app/counterfoil/command.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

class NoClock : public pos::Clock {
public:
    pos::Instant now() override { return {}; }
};

/// Those that do something, with the groups they are in: "usage token add".
void gather(const CLI::App& app, const std::string& group, std::vector<std::string>& all) {
    const auto below = app.get_subcommands([](const CLI::App*) { return true; });
    if (below.empty()) all.push_back(group);
    for (const CLI::App* one : below)
        gather(*one, group.empty() ? one->get_name() : group + " " + one->get_name(), all);
}

bool is_of_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

/// Whether the word, or several of them, stands there and is no part of a longer one.
bool has_word(std::string_view text, std::string_view word) {
    for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        const bool begins = at == 0 || !is_of_word(text[at - 1]);
        if (begins && (end == text.size() || !is_of_word(text[end]))) return true;
    }
    return false;
}

/// The README's lines; a remark that goes on below its line is part of it.
std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in{text};
    for (std::string line; std::getline(in, line);) {
        const auto first = line.find_first_not_of(' ');
        const bool goes_on = first != line.npos && first > 0 && line[first] == '#';
        if (goes_on && !lines.empty()) {
            lines.back() += " " + line;
        } else {
            lines.push_back(line);
        }
    }
    return lines;
}

/// As it is typed, or as a remark beside another one of its group.
bool is_told_of(const std::string& command, const std::vector<std::string>& lines) {
    const auto space = command.rfind(' ');
    const bool grouped = space != command.npos;
    const std::string group = grouped ? "counterfoil " + command.substr(0, space) : std::string{};
    return std::ranges::any_of(lines, [&](const std::string& line) {
        if (!grouped)
            return has_word(line, "counterfoil " + command) || has_word(line, "`" + command);
        return has_word(line, command) ||
               (has_word(line, group) && has_word(line, command.substr(space + 1)));
    });
}

TEST(Readme, tells_of_each_command) {
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    NoClock clock;
    test::SeededRandom random{1};
    app::counterfoil::Context context{in, out, err, clock, random};
    CLI::App program;
    app::counterfoil::add_commands(program, context);
    std::vector<std::string> commands;
    gather(program, "", commands);
    EXPECT_GT(commands.size(), 100U);
    const auto lines = lines_of(test::read_file(COUNTERFOIL_SOURCE_DIR "/README.md"));
    for (const std::string& command : commands)
        EXPECT_TRUE(is_told_of(command, lines)) << "counterfoil " << command;
}

TEST(Readme, is_searched_by_whole_words) {
    const auto lines =
        lines_of("counterfoil debit collect   # then: settle\n      # file\nlisted\n");
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_TRUE(is_told_of("debit collect", lines));
    EXPECT_TRUE(is_told_of("debit settle", lines));
    EXPECT_TRUE(is_told_of("debit file", lines)) << "the remark goes on";
    EXPECT_FALSE(is_told_of("debit list", lines));
    EXPECT_FALSE(is_told_of("debit coll", lines));
    EXPECT_FALSE(is_told_of("transfer file", lines)) << "another group's";
    EXPECT_FALSE(is_told_of("debit", lines_of("counterfoil debits")));
}

}  // namespace
