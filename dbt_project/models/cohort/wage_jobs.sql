select
    jobs.leerling_id,
    leavers.schooljaar,
    quarters.kwartaal,
    jobs.kalenderkwartaal,
    jobs.volgnr,
    jobs.tauxaa,
    jobs.tauxpt,
    -- R64: the main committee
    coalesce(substr(jobs.nr_cp, 1, 3), '999') as paritair_comite
from {{ ref('stg_ksz__tewerkstelling') }} as jobs
inner join {{ ref('leavers') }} as leavers on jobs.leerling_id = leavers.leerling_id
inner join {{ ref('exit_quarters') }} as quarters
    on
        leavers.schooljaar = quarters.schooljaar
        and jobs.kalenderkwartaal = quarters.kalenderkwartaal
where
    quarters.is_delivered
    -- R53: student jobs are no wage work
    and not jobs.is_solidariteit
    -- R54: local government was not available before
    and (jobs.bron <> 'RSZPPO' or jobs.kalenderkwartaal >= '{{ var("rszppo_vanaf") }}')
