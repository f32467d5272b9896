#include "app/core/printer_setup.hpp"

#include <filesystem>

#include "app/core/embedded.hpp"
#include "drivers/printer/file_printer.hpp"
#include "pos/base/assert.hpp"

namespace app::core {

namespace {

/// A file printer with what it needs to live.
class OwningFilePrinter final : public drivers::printer::Printer {
public:
    explicit OwningFilePrinter(const std::filesystem::path& folder)
        : pictures_{folder / "pictures"},
          printer_{folder, built_in_profile(80), pictures_, calls_} {}

    std::expected<void, drivers::printer::PrintError> print(const pos::document::Document& document,
                                                            std::string_view name) override {
        return printer_.print(document, name);
    }

private:
    drivers::printer::FolderPictures pictures_;
    drivers::printer::FileCalls calls_;
    drivers::printer::FilePrinter printer_;
};

}  // namespace

drivers::printer::Profile built_in_profile(unsigned paper_mm) {
    const std::string_view wanted =
        paper_mm == 58 ? "printers/generic-58mm.json" : "printers/generic-80mm.json";
    for (const EmbeddedFile& file : embedded_files()) {
        if (file.path != wanted) continue;
        auto profile = drivers::printer::parse_profile(file.bytes);
        POS_ASSERT(profile.has_value());
        return std::move(*profile);
    }
    POS_ASSERT(false && "the generic profiles are built in");
    return {};
}

Outcome<std::unique_ptr<drivers::printer::Printer>> open_printer(const std::string& where) {
    if (where.empty()) return nullptr;
    if (!where.starts_with("file:")) {
        return refuse("--printer " + where +
                      " is not known. Use file:DIR to leave receipts in a folder.");
    }
    const std::filesystem::path folder = where.substr(5);
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        return std::unexpected{
            Failure{FailureKind::environment, "The printer's folder " + folder.string() +
                                                  " cannot be made: " + error.message() + "."}};
    }
    return std::make_unique<OwningFilePrinter>(folder);
}

}  // namespace app::core
