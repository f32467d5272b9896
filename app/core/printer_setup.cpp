#include "app/core/printer_setup.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <utility>

#include "app/core/embedded.hpp"
#include "app/core/find_printer.hpp"
#include "drivers/printer/file_printer.hpp"
#include "pos/base/assert.hpp"

namespace app::core {

namespace {

using drivers::printer::PrinterReport;
using drivers::printer::PrinterState;
using drivers::transport::Deadline;

/// How often it is looked whether a folder has come that is not there: a stick that is not plugged
/// in, a share that is not mounted.
constexpr std::chrono::milliseconds kLookAgain{1'000};

/// A file printer with what it needs to live. Where its folder is neither there nor can be made it
/// is gone like any other printer, and comes back with its folder.
class FolderPrinter final : public drivers::printer::Printer {
public:
    FolderPrinter(std::filesystem::path folder, const drivers::printer::Pictures& pictures)
        : folder_{std::move(folder)}, printer_{folder_, built_in_profile(80), pictures, calls_} {}

    drivers::printer::PrintResult print(const pos::document::Document& document,
                                        std::string_view name) override {
        (void)make_folder();  // without it the files say why they cannot be written
        return printer_.print(document, name);
    }
    std::expected<void, drivers::printer::PrintError> kick_drawer(unsigned pin) override {
        return printer_.kick_drawer(pin);
    }
    PrinterReport attend(Deadline until) override {
        auto missing = make_folder();
        const bool told = told_missing_;
        if (told && missing) missing = wait_for_folder(until, std::move(missing));
        told_missing_ = missing.has_value();
        // That it has come is told at once.
        if (!missing) return printer_.attend(told ? Deadline{} : until);
        return {.state = PrinterState::gone, .device = folder_.string(), .trouble = *missing};
    }
    void wake() override {
        {
            const std::scoped_lock lock{mutex_};
            woken_ = true;
            changed_.notify_all();
        }
        printer_.wake();
    }

private:
    using Missing = std::optional<drivers::transport::Error>;

    /// Why it is not there.
    Missing make_folder() const {
        using drivers::transport::Fault;
        std::error_code error;
        std::filesystem::create_directories(folder_, error);
        if (!error) return std::nullopt;
        const bool denied =
            error == std::errc::permission_denied || error == std::errc::read_only_file_system;
        return drivers::transport::Error{denied ? Fault::not_allowed : Fault::not_found,
                                         error.message()};
    }
    Missing wait_for_folder(Deadline until, Missing missing) {
        std::unique_lock lock{mutex_};
        while (missing && !woken_ && std::chrono::steady_clock::now() < until) {
            changed_.wait_until(lock, std::min(until, drivers::transport::after(kLookAgain)),
                                [this] { return woken_; });
            missing = make_folder();
        }
        woken_ = false;
        return missing;
    }

    std::filesystem::path folder_;
    drivers::printer::FileCalls calls_;
    drivers::printer::FilePrinter printer_;
    bool told_missing_{false};
    std::mutex mutex_;
    std::condition_variable changed_;
    bool woken_{false};
};

/// Empty where the file is no profile.
std::string_view profile_name(const EmbeddedFile& file) {
    std::string_view name = file.path;
    constexpr std::string_view kFolder = "printers/";
    constexpr std::string_view kEnding = ".json";
    if (!name.starts_with(kFolder) || !name.ends_with(kEnding)) return {};
    name.remove_prefix(kFolder.size());
    name.remove_suffix(kEnding.size());
    return name;
}

}  // namespace

drivers::printer::Profile built_in_profile(unsigned paper_mm) {
    auto profile = named_profile(paper_mm == 58 ? "generic-58mm" : "generic-80mm");
    POS_ASSERT(profile.has_value());
    return std::move(*profile);
}

std::optional<drivers::printer::Profile> named_profile(std::string_view name) {
    for (const EmbeddedFile& file : embedded_files()) {
        if (profile_name(file) != name || name.empty()) continue;
        auto profile = drivers::printer::parse_profile(file.bytes);
        POS_ASSERT(profile.has_value());
        return std::move(*profile);
    }
    return std::nullopt;
}

std::string profile_names() {
    std::string names;
    for (const EmbeddedFile& file : embedded_files()) {
        const std::string_view name = profile_name(file);
        if (name.empty()) continue;
        if (!names.empty()) names += ", ";
        names += name;
    }
    return names;
}

namespace {

/// Whether that path is a device or a named pipe, not a folder or a file.
bool is_device(const std::filesystem::path& path) {
    std::error_code ignored;
    return std::filesystem::is_character_file(path, ignored) ||
           std::filesystem::is_fifo(path, ignored);
}

}  // namespace

namespace {

/// The choice, understood.
struct ReadChoice {
    drivers::transport::Address address;
    std::optional<drivers::printer::Profile> profile;
};

Outcome<ReadChoice> read_choice(const PrinterChoice& choice) {
    auto address = drivers::transport::parse_address(choice.where.empty() ? "usb" : choice.where);
    if (!address) {
        return misuse(Why::unknown_device, choice.where, "--printer " + address.error().words);
    }
    ReadChoice read{.address = std::move(*address), .profile = {}};
    if (choice.profile.empty()) return read;
    read.profile = named_profile(choice.profile);
    if (!read.profile) {
        return misuse(
            Why::device_setting, choice.profile,
            "The printer's profile " + choice.profile + " is none of " + profile_names() + ".");
    }
    return read;
}

}  // namespace

Outcome<void> check_printer(const PrinterChoice& choice) {
    if (const auto read = read_choice(choice); !read) return std::unexpected{read.error()};
    return {};
}

bool is_folder(const PrinterChoice& choice) {
    const auto read = read_choice(choice);
    if (!read) return false;
    const auto* file = std::get_if<drivers::transport::FileAddress>(&read->address);
    return file != nullptr && !is_device(file->path);
}

Outcome<OpenedPrinter> open_printer(const PrinterChoice& choice,
                                    const drivers::printer::Pictures& pictures,
                                    OnPrinterReport on_report, std::stop_token stop) {
    using namespace drivers::transport;
    auto read = read_choice(choice);
    if (!read) return std::unexpected{read.error()};
    const Address& address = read->address;
    if (const auto* file = std::get_if<FileAddress>(&address); file && !is_device(file->path))
        return OpenedPrinter{.printer = std::make_unique<FolderPrinter>(file->path, pictures)};
    drivers::printer::DevicePrinterOptions options;
    // A network printer serves several tills, one at a time.
    options.stay_connected = !std::holds_alternative<TcpAddress>(address);
    auto printer = std::make_unique<drivers::printer::DevicePrinter>(
        printer_connector(address, std::move(read->profile), stop), options, pictures,
        std::move(on_report), stop);
    auto* device = printer.get();
    return OpenedPrinter{.printer = std::move(printer),
                         .device = device,
                         .on_usb = std::holds_alternative<UsbAddress>(address),
                         .named = !choice.where.empty()};
}

}  // namespace app::core
