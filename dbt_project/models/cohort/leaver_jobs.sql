select
    leavers.leaver_nr,
    quarters.kwartaal,
    lines.kalenderkwartaal,
    lines.volgnr,
    lines.bron,
    lines.bce_kbo,
    lines.is_solidariteit,
    lines.nr_cp,
    lines.clatra,
    lines.t_prest,
    lines.tauxaa,
    lines.tauxpt,
    lines.is_active_on_last_day,
    -- R53: a student job is no wage job; R54: nor is local government from before it was available
    not lines.is_solidariteit
    and (lines.bron <> 'RSZPPO' or lines.kalenderkwartaal >= '{{ var("rszppo_vanaf") }}') as is_wage_job,
    lines.source_line
from {{ ref('stg_ksz__tewerkstelling') }} as lines
inner join {{ ref('leavers') }} as leavers on lines.leerling_id = leavers.leerling_id
inner join {{ ref('exit_quarters') }} as quarters
    on
        leavers.schooljaar = quarters.schooljaar
        and lines.kalenderkwartaal = quarters.kalenderkwartaal
where quarters.is_delivered
