// Goal: what `--printer` names is a printer that prints the shop's logo too.
// Method: a folder as the printer, with and without pictures.
#include "app/core/printer_setup.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>

#include "tests/support/temp_dir.hpp"

using namespace app::core;
using namespace pos::document;

namespace {

struct OneLogo final : drivers::printer::Pictures {
    std::optional<drivers::printer::Ink> find(std::string_view name) const override {
        if (name != "logo") return std::nullopt;
        drivers::printer::Ink ink{80, 40};
        for (std::size_t i = 0; i < ink.dots.size(); i += 2) ink.dots[i] = 255;
        return ink;
    }
};

const Document kDocument{Direction::ltr, "en", {Picture{"logo", ""}, Text{"Milk"}, Cut{}}};

}  // namespace

TEST(PrinterSetup, a_folder_gets_the_logo_in_its_pictures_and_bytes) {
    const test::TempDir folder;
    const OneLogo logo;
    auto opened = open_printer({"file:" + folder.file("paper")}, logo, {}, {});
    ASSERT_TRUE(opened) << opened.error().words;
    ASSERT_TRUE(opened->printer->print(kDocument, "1"));
    const auto bytes = test::read_file(folder.file("paper/1.bin"));
    EXPECT_NE(bytes.find("\x1Dv0"), bytes.npos);
    EXPECT_FALSE(test::read_file(folder.file("paper/1.png")).empty());

    const drivers::printer::NoPictures none;
    opened = open_printer({"file:" + folder.file("paper")}, none, {}, {});
    ASSERT_TRUE(opened && opened->printer->print(kDocument, "2"));
    EXPECT_EQ(test::read_file(folder.file("paper/2.bin")).find("\x1Dv0"), bytes.npos);
}

TEST(PrinterSetup, a_folder_that_is_not_there_is_a_printer_that_comes_back_with_it) {
    using drivers::printer::PrinterState;
    const test::TempDir folder;
    const drivers::printer::NoPictures none;
    test::write_file(folder.file("stick"), "not mounted");  // so that no folder can be made below
    auto opened = open_printer({"file:" + folder.file("stick/paper")}, none, {}, {});
    ASSERT_TRUE(opened) << opened.error().words;
    EXPECT_TRUE(opened->named) << "it is missed";
    auto& printer = *opened->printer;
    auto seen = printer.attend({});
    EXPECT_EQ(seen.state, PrinterState::gone);
    EXPECT_EQ(seen.device, folder.file("stick/paper"));
    ASSERT_TRUE(seen.trouble);
    EXPECT_EQ(seen.trouble->fault, drivers::transport::Fault::not_found);
    EXPECT_FALSE(printer.print(kDocument, "1"));
    EXPECT_EQ(printer.attend({}).state, PrinterState::gone) << "and nothing is waited for";

    std::filesystem::remove(folder.file("stick"));
    // It is found by itself, long before this is over.
    seen = printer.attend(drivers::transport::after(std::chrono::minutes{5}));
    EXPECT_TRUE(may_print(seen.state));
    ASSERT_TRUE(printer.print(kDocument, "1"));
    EXPECT_EQ(printer.attend({}).state, PrinterState::ready);
    EXPECT_FALSE(test::read_file(folder.file("stick/paper/1.txt")).empty());

    std::filesystem::remove_all(folder.file("stick"));
    test::write_file(folder.file("stick"), "taken away");
    EXPECT_FALSE(printer.print(kDocument, "2"));
    EXPECT_EQ(printer.attend({}).state, PrinterState::gone);
    printer.wake();
    seen = printer.attend(drivers::transport::after(std::chrono::minutes{5}));
    EXPECT_EQ(seen.state, PrinterState::gone) << "woken, and as before";
}

TEST(PrinterSetup, a_folder_has_no_drawer_and_is_told_from_a_device) {
    const test::TempDir folder;
    EXPECT_TRUE(is_folder({"file:" + folder.file("paper")}));
    EXPECT_FALSE(is_folder({"file:/dev/null"}));
    for (const char* other : {"", "usb", "tcp:127.0.0.1", "serial:/dev/ttyS0", "pigeon:7"})
        EXPECT_FALSE(is_folder({other})) << other;
}

TEST(PrinterSetup, what_is_no_printer_is_refused_in_words) {
    const drivers::printer::NoPictures none;
    const auto opened = open_printer({"pigeon:7"}, none, {}, {});
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().words.find("--printer"), std::string::npos);
}

TEST(PrinterSetup, every_profile_is_found_by_its_name) {
    EXPECT_TRUE(named_profile("star-tsp650"));
    EXPECT_FALSE(named_profile("nobody"));
    EXPECT_FALSE(named_profile(""));
    EXPECT_NE(profile_names().find("epson-tm-t88"), std::string::npos);
    EXPECT_EQ(built_in_profile(58).paper_mm, 58U);
}
