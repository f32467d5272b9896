#include "drivers/printer/file_printer.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "drivers/printer/encoder.hpp"
#include "drivers/printer/paper_renderer.hpp"
#include "drivers/printer/text_renderer.hpp"

namespace drivers::printer {

namespace {

/// A plain file of this folder, and no hidden one.
bool names_a_file(std::string_view name) {
    return !name.empty() && name.size() <= 200 && name[0] != '.' &&
           std::ranges::none_of(name, [](char c) {
               return c == '/' || static_cast<unsigned char>(c) < ' ' || c == '\x7F';
           });
}

PrintError error_of(const FileError& error, const std::filesystem::path& folder) {
    switch (error.number) {
        case ENOENT:
        case ENOTDIR:
            return {PrintFailure::directory_missing, folder.string()};
        case EACCES:
        case EPERM:
        case EROFS:
            return {PrintFailure::not_allowed, folder.string()};
        case ENOSPC:
        case EDQUOT:
            return {PrintFailure::disk_full, folder.string()};
        default:
            return {PrintFailure::input_output,
                    error.path.string() + ": " + std::system_category().message(error.number)};
    }
}

}  // namespace

FilePrinter::FilePrinter(std::filesystem::path folder, Profile profile, const Pictures& pictures,
                         FileCalls& calls)
    : folder_{std::move(folder)},
      profile_{std::move(profile)},
      painter_{profile_.dots, pictures},
      calls_{calls} {}

PrintResult FilePrinter::print(const pos::document::Document& document, std::string_view name) {
    if (!names_a_file(name)) {
        return {Outcome::not_printed, PrintError{PrintFailure::bad_name, std::string{name}}};
    }
    const std::string base{name};
    const std::string text = render_text(document, profile_.columns);
    const auto text_bytes = pos::as_bytes(text);
    const NamedBytes files[] = {
        {base + ".txt", {text_bytes.begin(), text_bytes.end()}},
        {base + ".png", render_png(document, profile_.paper_mm, painter_)},
        {base + ".bin", encode(document, profile_, painter_)},
    };
    const auto written = write_whole(folder_, files, calls_);
    failed_.reset();
    if (written) return {Outcome::printed, {}};
    failed_ = error_of(written.error(), folder_);
    return {Outcome::not_printed, failed_};
}

std::expected<void, PrintError> FilePrinter::kick_drawer(unsigned) {
    return std::unexpected{PrintError{PrintFailure::device, "A folder has no drawer."}};
}

PrinterReport FilePrinter::attend(transport::Deadline until) {
    std::unique_lock lock{mutex_};
    if (std::exchange(told_, true)) changed_.wait_until(lock, until, [this] { return woken_; });
    woken_ = false;
    PrinterReport report{.state = PrinterState::ready, .device = folder_.string()};
    if (failed_) {
        report.state = PrinterState::unknown;  // the next document tries again
        report.trouble = {transport::Fault::input_output, failed_->detail};
    }
    return report;
}

void FilePrinter::wake() {
    const std::scoped_lock lock{mutex_};
    woken_ = true;
    changed_.notify_all();
}

}  // namespace drivers::printer
