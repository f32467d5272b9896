#include "drivers/printer/escpos_encoder.hpp"

#include "drivers/printer/document_encoder.hpp"
#include "drivers/printer/escpos_commands.hpp"

namespace drivers::printer {

pos::Bytes encode_escpos(const pos::document::Document& document, const Profile& profile,
                         PaperPainter& painter, const StoredPictures& stored) {
    return encode_with<EscposCommands>(document, profile, painter, stored);
}

}  // namespace drivers::printer
