#pragma once

#include "drivers/printer/paper/command.hpp"
#include "drivers/printer/paper/log.hpp"

namespace drivers::printer::paper {

// Commands that an ESC/POS printer carries out on arrival. Each notes its event.

void note_status_request(const Command& command, Log& log);  // DLE EOT n [a]
void note_request(const Command& command, Log& log);         // DLE ENQ n
/// DLE DC4 fn …; whether that function is known.
bool note_control(const Command& command, Log& log);

/// DLE DC4 8 with the seven bytes that make sure it is meant.
bool clears_buffers(const Command& command);

}  // namespace drivers::printer::paper
