#include "app/counterfoil/printer_desk/printer_desk.hpp"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <ostream>

#include "app/core/printer_setup.hpp"
#include "drivers/printer/emulator/hand.hpp"
#include "drivers/printer/emulator/tray.hpp"
#include "drivers/printer/paper/profile_model.hpp"
#include "pos/base/assert.hpp"

namespace app::counterfoil {

namespace {

namespace fs = std::filesystem;
namespace emulator = drivers::printer::emulator;

constexpr int kLook_ms = 50;

/// The lines that somebody types, as they come.
class Typed {
public:
    /// Waits a moment for more.
    template <class OnLine>
    void look(OnLine&& on_line) {
        pollfd input{.fd = open_ ? STDIN_FILENO : -1, .events = POLLIN, .revents = 0};
        if (::poll(&input, 1, kLook_ms) <= 0) return;
        std::array<char, 256> room{};
        const auto got = ::read(STDIN_FILENO, room.data(), room.size());
        if (got <= 0) open_ = false;
        if (got > 0) text_.append(room.data(), static_cast<std::size_t>(got));
        for (auto end = text_.find('\n'); end != text_.npos; end = text_.find('\n')) {
            on_line(text_.substr(0, end));
            text_.erase(0, end + 1);
        }
    }

private:
    std::string text_;
    bool open_{true};
};

core::Failure no_folder(const std::string& folder, const std::error_code& why) {
    return {core::FailureKind::environment,
            "The folder " + folder + " cannot be written: " + why.message() + "."};
}

}  // namespace

void add_desk_options(CLI::App& command, PrinterDesk& desk) {
    command.add_option("--paper", desk.folder, "The folder that gets each receipt: 1.png, 1.txt…")
        ->required();
    command.add_option("--slow", desk.bytes_per_second, "Prints so many bytes a second")
        ->check(CLI::Range(1U, 10'000'000U));
    command.add_option("--buffer", desk.buffer_bytes, "How many bytes it takes ahead of printing")
        ->check(CLI::Range(16U, 1U << 20U))
        ->capture_default_str();
    command.add_flag("--silent", desk.silent, "Answers nothing, as the cheapest printers do");
    command.add_flag("--narrow", desk.narrow, "Prints on a roll of 58 mm, not 80 mm");
}

std::string desk_footer(const std::string& more) {
    std::string words = "Lines on standard input are a hand at it: ";
    for (const std::string_view each : emulator::hand_words()) words += std::string{each} + ", ";
    return words.substr(0, words.size() - 2) + more + ".";
}

std::string_view ordinary_profile(const PrinterDesk& desk) {
    return desk.narrow ? "generic-58mm" : "generic-80mm";
}

emulator::Manner manner_of(const PrinterDesk& desk, std::string_view name) {
    const auto profile = core::named_profile(name);
    POS_ASSERT(profile.has_value());
    emulator::Manner manner{.model = drivers::printer::paper::model_of(*profile),
                            .buffer_bytes = desk.buffer_bytes,
                            .bytes_per_second = desk.bytes_per_second};
    if (desk.silent) {
        manner.real_time = false;
        manner.automatic = false;
        manner.transmits = false;
        manner.process_ids = false;
        manner.port_status = false;
    }
    return manner;
}

core::Outcome<void> attend(emulator::EmulatedPrinter& printer, const PrinterDesk& desk,
                           const std::function<bool(const std::string&)>& obey,
                           const std::function<bool()>& ended, std::ostream& out,
                           std::ostream& err) {
    std::error_code failed;
    fs::create_directories(desk.folder, failed);
    if (failed) return std::unexpected{no_folder(desk.folder, failed)};
    emulator::Tray tray{desk.folder};
    Typed typed;
    for (bool last = false; !last;) {
        last = ended();
        if (!last) {
            typed.look([&](const std::string& line) {
                if (line.empty() || obey(line) || emulator::obey(printer, line)) return;
                err << '"' << line << "\" is nothing that a hand can do here." << std::endl;
            });
        }
        const unsigned before = tray.count();
        if (const auto why = tray.take(printer))
            return std::unexpected{no_folder(desk.folder, why)};
        for (unsigned strip = before + 1; strip <= tray.count(); ++strip)
            out << (fs::path{desk.folder} / (std::to_string(strip) + ".png")).string() << std::endl;
    }
    return {};
}

}  // namespace app::counterfoil
