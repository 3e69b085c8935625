import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Reads one job a line, "PROFILE<TAB>file.pdf" (PDFUA-1, PDFA-2A …), and answers each with a line for every rule that
 * failed, "fail<TAB>clause<TAB>test<TAB>times<TAB>rule", then "done<TAB>checks".
 *
 * The profiles are in the jar as XML. The usual way to read them needs a library that the jar lacks, so they are read
 * here with the parser that Java brings.
 */
public class VeraServer {
    public static void main(String[] none) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        var jobs = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String job = jobs.readLine(); job != null; job = jobs.readLine()) {
            String[] parts = job.split("\t");
            judge(profile(parts[0]), parts[1]);
            System.out.flush();
        }
    }

    private static void judge(ValidationProfile profile, String path) throws Exception {
        var foundry = Foundries.defaultInstance();
        try (InputStream file = new FileInputStream(path);
                var parser = foundry.createParser(file, profile.getPDFAFlavour());
                var validator = foundry.createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            result.getFailedChecks().forEach((id, times) ->
                System.out.println(String.join("\t", "fail", id.getClause(), "" + id.getTestNumber(), "" + times,
                    profile.getRuleByRuleId(id).getDescription().replaceAll("\\s+", " "))));
            System.out.println("done\t" + result.getTotalAssertions());
        }
    }

    private static ValidationProfile profile(String name) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Element root;
        try (InputStream xml = VeraServer.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml")) {
            root = factory.newDocumentBuilder().parse(xml).getDocumentElement();
        }
        Set<Rule> rules = new LinkedHashSet<>();
        NodeList found = root.getElementsByTagNameNS("*", "rule");
        for (int i = 0; i < found.getLength(); i++) rules.add(rule((Element) found.item(i)));
        Set<Variable> variables = new LinkedHashSet<>();
        found = root.getElementsByTagNameNS("*", "variable");
        for (int i = 0; i < found.getLength(); i++) variables.add(variable((Element) found.item(i)));
        return Profiles.profileFromValues(PDFAFlavour.valueOf(root.getAttribute("flavour")),
            Profiles.profileDetailsFromValues(name, name, "veraPDF", new Date(0)), "", rules, variables);
    }

    private static Rule rule(Element rule) {
        Element id = child(rule, "id");
        var specification = PDFAFlavour.Specification.valueOf(id.getAttribute("specification"));
        int test = Integer.parseInt(id.getAttribute("testNumber"));
        return Profiles.ruleFromValues(
            Profiles.ruleIdFromValues(specification, id.getAttribute("clause"), test), rule.getAttribute("object"),
            rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null,
            rule.getAttribute("tags"), child(rule, "description").getTextContent(), child(rule, "test").getTextContent(),
            Profiles.errorFromValues(child(child(rule, "error"), "message").getTextContent(), Collections.emptyList()),
            Collections.emptyList());
    }

    private static Variable variable(Element variable) {
        return Profiles.variableFromValues(variable.getAttribute("name"), variable.getAttribute("object"),
            child(variable, "defaultValue").getTextContent(), child(variable, "value").getTextContent());
    }

    private static Element child(Element parent, String name) {
        return (Element) parent.getElementsByTagNameNS("*", name).item(0);
    }
}
