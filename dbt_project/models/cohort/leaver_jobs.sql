with windows as (
    select
        leavers.leerling_id,
        leavers.schooljaar,
        quarters.kwartaal,
        quarters.kalenderkwartaal
    from {{ ref('leavers') }} as leavers
    inner join {{ ref('exit_quarters') }} as quarters on leavers.schooljaar = quarters.schooljaar
    where quarters.is_delivered
)

select
    windows.leerling_id,
    windows.schooljaar,
    windows.kwartaal,
    windows.kalenderkwartaal,
    lines.volgnr,
    lines.bron,
    lines.is_solidariteit,
    lines.nr_cp,
    lines.tauxaa,
    lines.tauxpt,
    -- R53: a student job is no wage job; R54: nor is local government from before it was available
    not lines.is_solidariteit
    and (lines.bron <> 'RSZPPO' or lines.kalenderkwartaal >= '{{ var("rszppo_vanaf") }}') as is_wage_job,
    lines.source_line
from {{ ref('stg_ksz__tewerkstelling') }} as lines
inner join windows
    on lines.leerling_id = windows.leerling_id and lines.kalenderkwartaal = windows.kalenderkwartaal
