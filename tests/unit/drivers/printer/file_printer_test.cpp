// Goal: a printed document is three whole files on the disk, or a clear sentence and nothing.
// Method: a real folder, and system calls that fail; what stands in the folder is looked at. That
// files are whole whichever call fails is proved in whole_files_test.
#include "drivers/printer/file_printer.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "drivers/printer/escpos_encoder.hpp"
#include "drivers/printer/png.hpp"

using namespace drivers::printer;
using namespace pos::document;

namespace {

/// Fails every write with `number` unless it is 0.
class FailingCalls final : public FileCalls {
public:
    int number{0};

    ssize_t write(int file, const void* data, std::size_t size) override {
        errno = number;
        return number != 0 ? -1 : FileCalls::write(file, data, size);
    }
};

class FilePrinting : public testing::Test {
protected:
    void SetUp() override {
        std::string made = (std::filesystem::temp_directory_path() / "printerXXXXXX").string();
        ASSERT_NE(mkdtemp(made.data()), nullptr);
        folder = made;
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    FilePrinter printer(const std::filesystem::path& into) {
        Profile profile{.name = "Test", .paper_mm = 58, .dots = 384, .columns = 32};
        return {into, std::move(profile), none, calls};
    }

    std::map<std::string, std::string> files() const {
        std::map<std::string, std::string> found;
        for (const auto& entry : std::filesystem::directory_iterator{folder}) {
            std::ostringstream content;
            content << std::ifstream{entry.path(), std::ios::binary}.rdbuf();
            found[entry.path().filename().string()] = content.str();
        }
        return found;
    }

    std::filesystem::path folder;
    NoPictures none;
    FailingCalls calls;
    const Document document{Direction::ltr, "en", {Row{"Milk", "1.19"}, Cut{}}};
};

}  // namespace

TEST_F(FilePrinting, leaves_text_picture_and_bytes) {
    ASSERT_TRUE(printer(folder).print(document, "B01-T1-000123"));
    const auto found = files();
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found.at("B01-T1-000123.txt"), "Milk" + std::string(24, ' ') + "1.19\n");
    const auto picture = read_png(pos::as_bytes(found.at("B01-T1-000123.png")));
    ASSERT_TRUE(picture);
    EXPECT_EQ(picture->width, 464U);
    EXPECT_TRUE(found.at("B01-T1-000123.bin").starts_with("\x1B@Milk"));
}

TEST_F(FilePrinting, replaces_a_document_of_the_same_name) {
    ASSERT_TRUE(printer(folder).print(document, "1"));
    const Document other{Direction::ltr, "en", {Text{"Bread"}}};
    ASSERT_TRUE(printer(folder).print(other, "1"));
    EXPECT_EQ(files().at("1.txt"), "Bread\n");
}

TEST_F(FilePrinting, refuses_names_that_are_no_file_of_the_folder) {
    for (const char* name : {"", ".hidden", "../1", "a/b", "/etc/x", "a\nb"}) {
        const auto printed = printer(folder).print(document, name);
        ASSERT_FALSE(printed) << name;
        EXPECT_EQ(printed.error->failure, PrintFailure::bad_name);
    }
    EXPECT_FALSE(printer(folder).print(document, std::string(300, 'a')));
    EXPECT_TRUE(printer(folder).print(document, "Магазин 1"));
    EXPECT_EQ(files().size(), 3U);
}

TEST_F(FilePrinting, says_that_the_folder_is_missing) {
    const auto printed = printer(folder / "none").print(document, "1");
    ASSERT_FALSE(printed);
    EXPECT_EQ(*printed.error,
              (PrintError{PrintFailure::directory_missing, (folder / "none").string()}));
    EXPECT_EQ(describe(*printed.error),
              "Not printed: the folder " + (folder / "none").string() +
                  " does not exist. Nothing that was sold is lost; create the folder and print "
                  "again.");
    std::ofstream{folder / "file"} << "x";
    EXPECT_EQ(printer(folder / "file").print(document, "1").error->failure,
              PrintFailure::directory_missing);
}

TEST_F(FilePrinting, is_ready_again_once_a_document_could_be_written) {
    auto files_printer = printer(folder / "none");
    EXPECT_EQ(files_printer.attend({}).state, PrinterState::ready);
    EXPECT_FALSE(files_printer.print(document, "1"));
    EXPECT_EQ(files_printer.attend({}).state, PrinterState::unknown);
    std::filesystem::create_directory(folder / "none");
    EXPECT_TRUE(files_printer.print(document, "1"));
    EXPECT_EQ(files_printer.attend({}).state, PrinterState::ready);
}

TEST_F(FilePrinting, each_error_of_the_system_has_its_failure) {
    ASSERT_TRUE(printer(folder).print(document, "1"));
    const auto before = files();
    const std::map<int, PrintFailure> errors{
        {ENOSPC, PrintFailure::disk_full},   {EDQUOT, PrintFailure::disk_full},
        {EACCES, PrintFailure::not_allowed}, {EPERM, PrintFailure::not_allowed},
        {EROFS, PrintFailure::not_allowed},  {EIO, PrintFailure::input_output}};
    for (const auto& [number, failure] : errors) {
        calls.number = number;
        const auto printed = printer(folder).print({Direction::ltr, "en", {Text{"Bread"}}}, "1");
        ASSERT_FALSE(printed);
        EXPECT_EQ(printed.error->failure, failure) << number;
        EXPECT_NE(describe(*printed.error).find(folder.string()), std::string::npos);
        EXPECT_EQ(files(), before);
    }
}

TEST(PrintErrors, each_has_a_sentence) {
    for (const auto failure :
         {PrintFailure::bad_name, PrintFailure::directory_missing, PrintFailure::not_allowed,
          PrintFailure::disk_full, PrintFailure::input_output}) {
        const std::string words = describe({failure, "/x"});
        EXPECT_TRUE(words.starts_with("Not printed: ") && words.ends_with('.')) << words;
        EXPECT_NE(words.find("/x"), std::string::npos);
        EXPECT_NE(words.find("Nothing that was sold is lost"), std::string::npos);
    }
}
