with base as (
    -- R60-R66: who starts in K1, fixed, in three quarters
    select
        entries.leaver_nr,
        quarters.kwartaal,
        main_jobs.paritair_comite,
        main_jobs.nr_cp,
        -- R64: self-employment counts only without a wage job
        case
            when main_jobs.paritair_comite is not null then 'PC ' || main_jobs.paritair_comite
            when quarters.is_self_employed then 'zelfstandige'
            when quarters.is_job_seeker then 'werkzoekend'
            else 'niet beschikbaar'
        end as categorie
    from {{ ref('labour_market_entries') }} as entries
    inner join {{ ref('leaver_quarters') }} as quarters on entries.leaver_nr = quarters.leaver_nr
    left join {{ ref('main_jobs') }} as main_jobs
        on quarters.leaver_nr = main_jobs.leaver_nr and quarters.kwartaal = main_jobs.kwartaal
    where entries.start_kwartaal = '1' and quarters.kwartaal in (1, 5, 8)
)

select
    leavers.schooljaar,
    leavers.onderwijsvorm,
    leavers.leerjaar,
    leavers.studiegebied,
    leavers.studierichting,
    leavers.stageverplichting,
    leavers.kwalificatie,
    base.kwartaal,
    base.categorie,
    base.paritair_comite,
    base.nr_cp,
    cast(count(*) as bigint) as n_leavers
from base
inner join {{ ref('leavers') }} as leavers on base.leaver_nr = leavers.leaver_nr
group by
    leavers.schooljaar,
    leavers.onderwijsvorm,
    leavers.leerjaar,
    leavers.studiegebied,
    leavers.studierichting,
    leavers.stageverplichting,
    leavers.kwalificatie,
    base.kwartaal,
    base.categorie,
    base.paritair_comite,
    base.nr_cp
