#include "app/core/logo.hpp"

#include <memory>
#include <ostream>

#include "app/core/init.hpp"
#include "app/counterfoil/command.hpp"
#include "app/counterfoil/file_options.hpp"

namespace app::counterfoil {

namespace {

struct Options {
    std::string db;
    std::string key_file;
    std::string file;
    std::string out;
    std::string cashier;
    bool remove{false};
};

/// Puts the logo of `file` at the head of receipts, or takes it away.
void change(const Options& options, Context& context) {
    pos::Bytes png;
    if (!options.remove) {
        auto read = core::read_logo_file(options.file);
        if (!read) return report(context, read.error());
        png = std::move(*read);
    }
    const auto now = context.clock.now();
    auto store =
        core::open_shop(options.db, {.program = kProgram, .key_file = options.key_file}, now);
    if (!store) return report(context, store.error());
    const auto shop = core::read_shop((*store)->reader(), (*store)->journal(), options.cashier);
    if (!shop) return report(context, shop.error());
    if (const auto put = core::put_logo(**store, *shop, png, now); !put) {
        return report(context, put.error());
    }
    context.err << (options.remove ? "Receipts have no logo from now on.\n"
                                   : "Receipts have this logo from now on.\n");
}

void show(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.db);
    if (!reader) return report(context, reader.error());
    const auto png = core::read_logo(**reader);
    if (!png) return report(context, png.error());
    if (!*png) {
        return report(context, {core::FailureKind::refused,
                                "The shop has no logo. Name a PNG file to give it one."});
    }
    write_out(options.out, **png, context);
}

}  // namespace

void add_logo(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command =
        program.add_subcommand("logo", "The picture at the head of the shop's receipts");
    auto* file = command->add_option(
        "FILE", options->file,
        "A PNG or JPEG; made smaller where it is above 576 by 320 dots (72 x 40 mm)");
    auto* remove = command->add_flag("--remove", options->remove, "Print no logo any more");
    auto* out = command->add_option("--out", options->out,
                                    "Write the shop's logo to this file; - is standard output");
    file->excludes(remove)->excludes(out);
    remove->excludes(out);
    add_db(*command, options->db);
    command->add_option("--cashier", options->cashier, "Who changes it; else the first manager");
    add_key(*command, options->key_file);
    command->callback([options, &context] {
        if (!options->out.empty()) return show(*options, context);
        if (options->file.empty() && !options->remove) {
            return report(context, {core::FailureKind::usage,
                                    "Name a PNG file, or say --remove or --out FILE."});
        }
        change(*options, context);
    });
}

}  // namespace app::counterfoil
