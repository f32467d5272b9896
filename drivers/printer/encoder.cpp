#include "drivers/printer/encoder.hpp"

#include <algorithm>

#include "drivers/printer/escpos_encoder.hpp"
#include "drivers/printer/star_encoder.hpp"
#include "pos/base/assert.hpp"

namespace drivers::printer {

namespace {

pos::Bytes bytes_of(std::initializer_list<unsigned> values) {
    pos::Bytes bytes;
    for (const unsigned value : values) bytes.push_back(static_cast<std::byte>(value));
    return bytes;
}

unsigned steps(unsigned ms, unsigned step_ms) {
    return std::min(ms / step_ms, 255U);
}

}  // namespace

pos::Bytes encode(const pos::document::Document& document, const Profile& profile,
                  PaperPainter& painter, const StoredPictures& stored) {
    switch (profile.language) {
        case PrinterLanguage::escpos:
            return encode_escpos(document, profile, painter, stored);
        case PrinterLanguage::star_line:
            return encode_star(document, profile, painter, stored);
        case PrinterLanguage::star_raster:
            return encode_star_raster(document, profile, painter);
    }
    return {};
}

pos::Bytes drawer_kick(const Profile& profile, unsigned pin) {
    POS_ASSERT(pin == 2 || pin == 5);
    if (profile.drawer_on_ms == 0) return {};
    const bool first = pin == 2;
    switch (profile.language) {
        case PrinterLanguage::escpos:  // ESC p m t1 t2, in steps of 2 ms
            return bytes_of({0x1B, 'p', first ? 0U : 1U, steps(profile.drawer_on_ms, 2),
                             steps(profile.drawer_off_ms, 2)});
        case PrinterLanguage::star_line:
        case PrinterLanguage::star_raster:  // ESC BEL n1 n2, in steps of 10 ms; BEL or SUB
            if (!first) return bytes_of({0x1A});
            return bytes_of({0x1B, 0x07, steps(profile.drawer_on_ms, 10),
                             steps(profile.drawer_off_ms, 10), 0x07});
    }
    return {};
}

}  // namespace drivers::printer
