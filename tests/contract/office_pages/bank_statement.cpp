#include "tests/contract/office_pages/bank_statement.hpp"

#include "tests/contract/office_pages/office_pages.hpp"

namespace test {

namespace {

std::string balance(const char* code, const std::string& amount) {
    return std::string{"<Bal><Tp><CdOrPrtry><Cd>"} + code +
           "</Cd></CdOrPrtry></Tp><Amt Ccy=\"GBP\">" + amount +
           "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2020-12-02</Dt></Dt></Bal>";
}

}  // namespace

std::string bank_statement(const std::vector<BankEntry>& entries, const std::string& closing) {
    std::string xml =
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>"
        "<Stmt><Id>S</Id><Acct><Id><IBAN>GB33BUKB20201555555555</IBAN></Id></Acct>" +
        balance("OPBD", "0.00") + balance("CLBD", closing);
    for (const BankEntry& one : entries) {
        xml += "<Ntry><Amt Ccy=\"GBP\">" + one.amount +
               "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>" +
               day_ago(2, 5) +
               "</Dt></BookgDt><NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId>"
               "</Refs><RltdPties><Dbtr><Nm>" +
               one.name + "</Nm></Dbtr></RltdPties><RmtInf><Ustrd>" + one.text +
               "</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>";
    }
    return xml + "</Stmt></BkToCstmrStmt></Document>";
}

}  // namespace test
