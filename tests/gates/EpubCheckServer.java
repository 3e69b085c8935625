import com.adobe.epubcheck.tool.EpubChecker;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Reads one job a line, "book<TAB>report.json"; answers "done" on a line of its own when the report is written. */
public class EpubCheckServer {
    public static void main(String[] none) throws Exception {
        var jobs = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String job = jobs.readLine(); job != null; job = jobs.readLine()) {
            String[] paths = job.split("\t");
            new EpubChecker().run(new String[] {paths[0], "-q", "-u", "--json", paths[1]});
            System.out.println("done");
            System.out.flush();
        }
    }
}
