#pragma once

#include <filesystem>
#include <system_error>

#include "drivers/printer/emulator/emulated_printer.hpp"
#include "drivers/printer/paper/picture.hpp"

namespace drivers::printer::emulator {

/// Lays what an emulated printer cuts off into a folder: 1.png (the paper), 1.txt (what stands on
/// it) and 1.bin (the bytes that came), 2.png… Each file is whole at any moment.
class Tray {
public:
    /// The folder is there; what lies in it is not touched but for files of those names.
    explicit Tray(std::filesystem::path folder) : folder_{std::move(folder)} {}

    /// What has been cut off since.
    ///
    /// errors: what the system says of a file that could not be written; the strip is gone then
    std::error_code take(EmulatedPrinter& printer);
    unsigned count() const { return count_; }

private:
    std::filesystem::path folder_;
    paper::PictureMaker pictures_;
    unsigned count_{0};
};

}  // namespace drivers::printer::emulator
