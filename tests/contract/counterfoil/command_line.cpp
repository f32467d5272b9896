#include "tests/contract/counterfoil/command_line.hpp"

#include <cstdlib>
#include <sstream>

namespace test {

using app::counterfoil::Exit;

CommandLine::CommandLine() {
    // Where the keys of shops on a server go.
    ::setenv("XDG_DATA_HOME", directory_.path().c_str(), 1);
}

std::string CommandLine::db() const {
    return is_sqlite() ? "sqlite:" + target_.where : target_.where;
}

std::string CommandLine::file_of(const std::string& name, const std::string& contents) const {
    write_file(file(name), contents);
    return file(name);
}

Said CommandLine::run(const std::vector<std::string>& words, const std::string& input) {
    std::istringstream in{input};
    std::ostringstream out;
    std::ostringstream err;
    app::counterfoil::Context context{in, out, err, clock_, random_};
    const Exit exit = app::counterfoil::run(words, context);
    return {exit, out.str(), err.str()};
}

Said CommandLine::done(std::vector<std::string> words) {
    words.insert(words.end(), {"--db", db()});
    Said said = run(words);
    EXPECT_EQ(said.exit, Exit::done) << words.front() << ": " << said.err;
    return said;
}

std::string CommandLine::refused(Exit exit, std::vector<std::string> words) {
    const Said said = run(words);
    EXPECT_EQ(said.exit, exit) << words.front() << ": " << said.err;
    EXPECT_FALSE(said.err.empty()) << words.front();
    EXPECT_EQ(said.out, "") << words.front();
    return said.err;
}

Said CommandLine::init(const std::vector<std::string>& more) {
    std::vector<std::string> words{"init",       "--branch", "B01",    "--terminal",   "T1",
                                   "--currency", "GBP",      "--zone", "Europe/London"};
    words.insert(words.end(), more.begin(), more.end());
    return done(std::move(words));
}

void CommandLine::ring_some() {
    const auto sales = file_of("sales.csv",
                               "receipt,sku,name,quantity,price,at,customer,department\n"
                               "1,A,Apple,2,1.50,2010-12-01 08:26:00,77,Fruit\n"
                               "1,B,Bread,1,2.00,2010-12-01 08:26:00,77,Bakery\n"
                               "C2,A,Apple,-1,1.50,2010-12-01 09:10:00,77,Fruit\n"
                               "3,B,Bread,-4,0,2010-12-01 10:00:00,,Bakery\n"
                               "4,B,Bread,3,2.00,2010-12-02 08:00:00,,Bakery\n");
    done({"ring", sales, "--refund-prefix", "C"});
}

}  // namespace test
