#include <filesystem>
#include <fstream>
#include <memory>
#include <mutex>
#include <ostream>

#include "app/core/may_write.hpp"
#include "app/counterfoil/emulate/emulate.hpp"
#include "drivers/display/emulator/emulated_pole.hpp"

namespace app::counterfoil {

namespace {

using drivers::display::emulator::EmulatedPole;
using drivers::display::emulator::picture_of;

struct Options {
    EmulateOptions host;
    std::string out;
};

/// Whole at every moment: whoever looks at the file sees one state of the display.
bool write_whole(const std::filesystem::path& path, const pos::Bytes& bytes) {
    const std::filesystem::path part = path.string() + ".part";
    std::ofstream file{part, std::ios::binary | std::ios::trunc};
    file.write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
    file.close();
    std::error_code error;
    if (file) std::filesystem::rename(part, path, error);
    return file && !error;
}

void run(const Options& options, Context& context) {
    if (const auto may = core::may_write(options.out); !may) return report(context, may.error());
    std::mutex mutex;
    EmulatedPole display{[&](const std::string& upper, const std::string& lower) {
        const std::scoped_lock lock{mutex};
        context.out << '|' << upper << "|\n|" << lower << "|\n" << std::endl;
        if (!options.out.empty() && !write_whole(options.out, picture_of(upper, lower))) {
            context.err << options.out << " cannot be written.\n";
        }
    }};
    host(display, options.host, "--display ", context);
}

}  // namespace

void add_emulate_display(CLI::App& emulate, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = emulate.add_subcommand(
        "display", "A customer display of two lines; what it shows is printed");
    add_host_options(*command, options->host, true);
    command->add_option("--out", options->out, "Also draw it into this PNG file");
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
