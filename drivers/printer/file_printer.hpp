#pragma once

#include <filesystem>

#include "drivers/printer/paper_painter.hpp"
#include "drivers/printer/printer.hpp"
#include "drivers/printer/profile.hpp"
#include "drivers/printer/whole_files.hpp"

namespace drivers::printer {

/// Leaves three files for each document in a folder: NAME.txt (text), NAME.png (a picture of the
/// paper) and NAME.bin (what a printer of this profile would be sent). A document of the same name
/// replaces the one before.
///
/// Each file is whole at any moment, and all three are on the disk when print() returns.
class FilePrinter final : public Printer {
public:
    /// `pictures` and `calls` outlive it.
    FilePrinter(std::filesystem::path folder, Profile profile, const Pictures& pictures,
                FileCalls& calls);

    std::expected<void, PrintError> print(const pos::document::Document& document,
                                          std::string_view name) override;

private:
    std::filesystem::path folder_;
    Profile profile_;
    PaperPainter painter_;
    FileCalls& calls_;
};

}  // namespace drivers::printer
