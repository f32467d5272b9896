#pragma once

namespace test {

/// The main function of a test program whose devices are made up: starts the program again with
/// umockdev loaded where it is not, then runs all tests. For
/// drivers::transport::emulator::UsbBus.
int run_tests_with_made_up_usb(int argc, char** argv);

}  // namespace test
