// Goal: the include directions of the design hold in the whole tree.
// Method: first the checker is tried on small trees, good and bad; then it reads the real one.
#include "tests/unit/house/arrows.hpp"

#include <gtest/gtest.h>

#include <algorithm>

using house::File;

namespace {

const std::vector<File>& tree() {
    static const std::vector<File> files = house::read_tree(COUNTERFOIL_SOURCE_DIR);
    return files;
}

std::string include_line(const std::string& path) {
    return "#include \"" + path + "\"\n";
}

/// What the checker says about one file that includes another.
std::size_t faults(const std::string& from, const std::string& to) {
    return house::wrong_arrows({{from, include_line(to)}, {to, ""}}).size();
}

std::size_t library_faults(const std::string& from, const std::string& header) {
    return house::wrong_libraries({{from, "#include <" + header + ">\n"}}).size();
}

}  // namespace

TEST(Includes, are_read_with_their_line_and_kind) {
    const auto found = house::includes_of(
        "// #include <no>\n#include <map>\n  # include \"a/b.hpp\"\n"
        "int include;\n#define X\n");
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].path, "map");
    EXPECT_FALSE(found[0].quoted);
    EXPECT_EQ(found[0].line, 2);
    EXPECT_EQ(found[1].path, "a/b.hpp");
    EXPECT_TRUE(found[1].quoted);
    EXPECT_EQ(found[1].line, 3);
}

TEST(Arrows, those_of_the_design_are_allowed) {
    EXPECT_EQ(faults("pos/base/a.cpp", "pos/base/b.hpp"), 0U);
    EXPECT_EQ(faults("pos/money/a.cpp", "pos/base/b.hpp"), 0U);
    EXPECT_EQ(faults("pos/locale/a.cpp", "pos/money/b.hpp"), 0U);
    EXPECT_EQ(faults("pos/pricing/a.cpp", "pos/locale/b.hpp"), 0U);
    EXPECT_EQ(faults("pos/pricing/a.cpp", "pos/tax/b.hpp"), 0U);
    EXPECT_EQ(faults("pos/billing/wallet/a.cpp", "pos/locale/b.hpp"), 0U);
    EXPECT_EQ(faults("pos/billing/invoice/a.cpp", "pos/xml/b.hpp"), 0U);
    EXPECT_EQ(faults("pos/store/sql/a.cpp", "pos/journal/b.hpp"), 0U);
    EXPECT_EQ(faults("pos/store/a.cpp", "pos/store/b.hpp"), 0U);
    EXPECT_EQ(faults("drivers/printer/a.cpp", "pos/document/b.hpp"), 0U);
    EXPECT_EQ(faults("drivers/printer/a.cpp", "drivers/transport/b.hpp"), 0U);
    EXPECT_EQ(faults("sync/client/a.cpp", "pos/store/b.hpp"), 0U);
    EXPECT_EQ(faults("app/core/a.cpp", "drivers/printer/b.hpp"), 0U);
    EXPECT_EQ(faults("app/till/ui/a.cpp", "app/core/keys/b.hpp"), 0U);
    EXPECT_EQ(faults("app/till/main.cpp", "app/till/screens/sell/b.hpp"), 0U);
    EXPECT_EQ(faults("app/till/screens/sell/sell_view.cpp", "app/till/ui/widgets.hpp"), 0U);
    EXPECT_EQ(faults("tests/unit/pos/money/a_test.cpp", "pos/store/b.hpp"), 0U);
}

TEST(Arrows, every_wrong_one_is_found) {
    EXPECT_EQ(faults("pos/base/a.cpp", "pos/money/b.hpp"), 1U);
    EXPECT_EQ(faults("pos/money/a.cpp", "pos/locale/b.hpp"), 1U);
    EXPECT_EQ(faults("pos/locale/a.cpp", "pos/catalog/b.hpp"), 1U);
    EXPECT_EQ(faults("pos/billing/wallet/a.cpp", "pos/sale/b.hpp"), 1U);
    EXPECT_EQ(faults("pos/xml/a.cpp", "pos/money/b.hpp"), 1U);
    EXPECT_EQ(faults("pos/sale/a.cpp", "pos/store/b.hpp"), 1U);
    EXPECT_EQ(faults("pos/sale/a.cpp", "app/core/b.hpp"), 1U);
    EXPECT_EQ(faults("pos/sale/a.cpp", "drivers/printer/b.hpp"), 1U);
    EXPECT_EQ(faults("pos/store/a.cpp", "sync/wire/b.hpp"), 1U);
    EXPECT_EQ(faults("drivers/printer/a.cpp", "pos/sale/b.hpp"), 1U);
    EXPECT_EQ(faults("drivers/printer/a.cpp", "sync/wire/b.hpp"), 1U);
    EXPECT_EQ(faults("sync/client/a.cpp", "drivers/printer/b.hpp"), 1U);
    EXPECT_EQ(faults("sync/client/a.cpp", "app/core/b.hpp"), 1U);
    EXPECT_EQ(faults("app/core/a.cpp", "app/till/b.hpp"), 1U);
    EXPECT_EQ(faults("app/till/ui/a.cpp", "app/till/screens/sell/b.hpp"), 1U);
    EXPECT_EQ(faults("app/till/ui/a.cpp", "app/core/b.hpp"), 1U);
    EXPECT_EQ(faults("app/till/ui/a.cpp", "drivers/scanner/b.hpp"), 1U);
    EXPECT_EQ(faults("app/till/screens/sell/a.cpp", "pos/store/b.hpp"), 1U);
    EXPECT_EQ(faults("app/till/screens/sell/a.cpp", "app/till/window.hpp"), 1U);
    EXPECT_EQ(faults("app/till/a.cpp", "app/office/b.hpp"), 1U);
    EXPECT_EQ(faults("app/counterfoil/a.cpp", "app/till/b.hpp"), 1U);
    EXPECT_EQ(faults("pos/sale/a.cpp", "tests/support/b.hpp"), 1U);
}

TEST(Arrows, an_include_that_is_no_path_from_the_root_and_a_strange_folder_are_found) {
    const auto missing = house::wrong_arrows(
        {{"pos/sale/cart.cpp", "\n" + include_line("cart.hpp")}, {"pos/sale/cart.hpp", ""}});
    ASSERT_EQ(missing.size(), 1U);
    EXPECT_EQ(missing[0].line, 2);
    EXPECT_EQ(house::wrong_arrows({{"helpers/a.cpp", ""}}).size(), 1U);
    EXPECT_EQ(house::wrong_arrows({{"app/kiosk/a.cpp", ""}}).size(), 1U);
}

TEST(Libraries, stay_in_their_folders) {
    EXPECT_EQ(library_faults("pos/store/a.cpp", "sqlite3.h"), 0U);
    EXPECT_EQ(library_faults("pos/sale/a.cpp", "sqlite3.h"), 1U);
    EXPECT_EQ(library_faults("app/core/a.cpp", "libpq-fe.h"), 1U);
    EXPECT_EQ(library_faults("app/till/window.cpp", "GLFW/glfw3.h"), 0U);
    EXPECT_EQ(library_faults("app/core/a.cpp", "imgui.h"), 1U);
    EXPECT_EQ(library_faults("app/till/screens/sell/sell_view.cpp", "imgui.h"), 0U);
    EXPECT_EQ(library_faults("app/till/screens/sell/sell.cpp", "imgui.h"), 1U);
    EXPECT_EQ(library_faults("drivers/transport/a.cpp", "libusb-1.0/libusb.h"), 0U);
    EXPECT_EQ(library_faults("app/till/a.cpp", "libusb-1.0/libusb.h"), 1U);
    EXPECT_EQ(library_faults("pos/report/a.cpp", "sys/socket.h"), 1U);
    EXPECT_EQ(library_faults("pos/xml/a.cpp", "libxml/parser.h"), 0U);
    EXPECT_EQ(library_faults("pos/billing/invoice/a.cpp", "libxml/parser.h"), 1U);
    EXPECT_EQ(library_faults("pos/base/a.cpp", "vector"), 0U);
    EXPECT_EQ(library_faults("pos/base/a.cpp", "fmt/format.h"), 1U);
    EXPECT_EQ(library_faults("tests/support/a.cpp", "sqlite3.h"), 0U);
}

TEST(Models, are_followed_through_our_own_headers) {
    const File view{"app/till/screens/sell/sell_view.hpp", "#include <imgui.h>\n"};
    const File clean{"app/till/screens/sell/sell.hpp", include_line("pos/money/money.hpp")};
    const File money{"pos/money/money.hpp", "#include <cstdint>\n"};
    EXPECT_TRUE(house::unclean_models({view, clean, money}).empty());

    const File dirty{"app/till/screens/sell/sell.hpp", include_line("app/till/ui/text.hpp")};
    const File text{"app/till/ui/text.hpp", include_line("app/till/ui/font.hpp")};
    const File font{"app/till/ui/font.hpp", "#include <imgui.h>\n"};
    const auto found = house::unclean_models({dirty, text, font});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].what,
              "reaches <imgui.h> through app/till/ui/font.hpp through app/till/ui/text.hpp");
}

TEST(Circles, among_folders_are_found_and_a_tree_is_not) {
    const File a{"pos/a/x.hpp", include_line("pos/b/x.hpp")};
    const File b{"pos/b/x.hpp", include_line("pos/c/x.hpp")};
    const File c{"pos/c/x.hpp", ""};
    EXPECT_TRUE(house::circles({a, b, c}).empty());
    EXPECT_EQ(house::circles({a, b, {"pos/c/y.hpp", include_line("pos/a/x.hpp")}}).size(), 3U);
}

TEST(Tree, is_really_read) {
    ASSERT_GT(tree().size(), 30U);
    EXPECT_TRUE(std::ranges::any_of(tree(), [](const File& file) {
        return file.path == "pos/money/money.hpp" && !house::includes_of(file.text).empty();
    }));
}

TEST(Tree, includes_follow_the_arrows_of_the_design) {
    const auto findings = house::wrong_arrows(tree());
    EXPECT_TRUE(findings.empty()) << house::render(findings);
}

TEST(Tree, outside_libraries_stay_in_their_folders) {
    const auto findings = house::wrong_libraries(tree());
    EXPECT_TRUE(findings.empty()) << house::render(findings);
}

TEST(Tree, models_of_screens_reach_no_window_database_device_or_network) {
    const auto findings = house::unclean_models(tree());
    EXPECT_TRUE(findings.empty()) << house::render(findings);
}

TEST(Tree, folders_of_pos_form_no_circle) {
    const auto findings = house::circles(tree());
    EXPECT_TRUE(findings.empty()) << house::render(findings);
}
