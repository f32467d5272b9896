#pragma once

#include <condition_variable>
#include <filesystem>
#include <mutex>

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

    PrintResult print(const pos::document::Document& document, std::string_view name) override;
    /// A folder has no drawer.
    std::expected<void, PrintError> kick_drawer(unsigned pin) override;
    /// Ready; unknown where the last document could not be written.
    PrinterReport attend(transport::Deadline until) override;
    void wake() override;

private:
    std::filesystem::path folder_;
    Profile profile_;
    PaperPainter painter_;
    FileCalls& calls_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool woken_{false};
    bool told_{false};
    std::optional<PrintError> failed_;
};

}  // namespace drivers::printer
