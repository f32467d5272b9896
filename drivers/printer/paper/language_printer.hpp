#pragma once

#include <string>
#include <vector>

#include "drivers/printer/paper/log.hpp"
#include "drivers/printer/paper/picture_store.hpp"
#include "drivers/printer/paper/press.hpp"
#include "drivers/printer/paper/splitter.hpp"
#include "drivers/printer/paper/text_decoder.hpp"

namespace drivers::printer::paper {

/// What printers of any language have: a press, code pages, and remarks on what they do not do.
class LanguagePrinter : public CommandSink {
public:
    LanguagePrinter(const Model& model, Press& press, Log& log)
        : model_{model}, press_{press}, log_{log}, decoder_{model} {}

    /// As after switching on.
    virtual void power_on() = 0;
    /// Of the pictures that are kept for good; empty where they have none.
    virtual std::vector<unsigned> picture_keys() const { return {}; }
    /// Nothing more will come.
    virtual void finish() {}

    void unknown(const Command& command) override;
    void too_large(const CommandName& name, const Command& command, std::uint64_t size) override;
    void cut_off(const Command& command) override;
    std::size_t text(pos::BytesView bytes, std::uint64_t offset, bool last) override;

protected:
    /// Puts one character in the line.
    virtual void print(const Decoded& decoded, std::uint64_t offset);

    LetterStyle& style() { return press_.setting().style; }
    void print_planes(const Command& command, const std::vector<Plane>& planes, unsigned width,
                      unsigned height, DotsOrigin origin);
    /// Stores n pictures of columns: n [xL xH yL yH d…]…
    void store_numbered(const Command& command, PictureStore& store);
    void cut_here(const Command& command, bool full);
    void refuse(const Command& command, Fault fault, std::string words);

    const Model& model_;
    Press& press_;
    Log& log_;
    TextDecoder decoder_;
    const CommandName* current_{nullptr};

private:
    void note_unprintable(std::uint64_t offset, pos::BytesView bytes);
};

}  // namespace drivers::printer::paper
