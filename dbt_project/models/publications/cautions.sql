select
    publications.publicatie,
    cautions.caution,
    cautions.source_lines,
    cautions.caution_nl,
    cautions.caution_en
from {{ ref('publications') }} as publications
inner join {{ ref('report_cautions') }} as cautions
    on ' ' || cautions.publicaties || ' ' like '% ' || publications.publicatie || ' %'
